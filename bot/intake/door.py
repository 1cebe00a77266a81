"""What a webhook's door looks like to whoever opens it; the door itself, a web server, is loaded only where one is."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.intake.reception import Reception
from bot.settings import Webhook

Door = Callable[[Reception, Webhook], AbstractAsyncContextManager[None]]
"""While it is open, the reception gets what Telegram delivers to the address of these settings."""
