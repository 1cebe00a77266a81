"""What Telegram delivers to a webhook, and with which secret."""

from typing import Any

from tests.town import Town

SECRET = "the-secret-between-us"


def next_update(town: Town) -> dict[str, Any]:
    """What Telegram has to deliver next."""
    (update,) = town.world.updates.read(100)
    town.world.updates.pending.clear()
    return update.body
