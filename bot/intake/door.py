"""What a webhook's door looks like to whoever opens it; the door itself, a web server, is loaded only where one is."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot.intake.reception import Reception
from bot.settings import Webhook

Reasons = Callable[[], Awaitable[list[str]]]
"""Why the program cannot do its work now; none: it can."""
Door = Callable[[Reception, Webhook, Reasons], AbstractAsyncContextManager[None]]
"""While it is open, the reception gets what Telegram delivers to the address of these settings; whoever asks there
whether the program is ready hears the reasons why not."""
