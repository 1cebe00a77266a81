"""The methods by which the bot gets its updates: long polling, and the webhook's settings."""

import asyncio
import re

from bot.sandbox.api.declaring import Described, FileSource
from bot.sandbox.errors import Json, RefusalError, bad_request, conflict
from bot.sandbox.webhook_settings import DEFAULT_CONNECTIONS, WebhookSettings
from bot.sandbox.world import World

MAX_LIMIT = 100
MAX_TIMEOUT = 50
MAX_CONNECTIONS = 100
MAX_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_GUARDED = 0.5
TERMINATED_BY_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_IS_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def _conflict(world: World, why: str) -> RefusalError:
    """A 409; the second within the pause waits for it, so that two pollers do not race."""
    now, last = asyncio.get_running_loop().time(), world.polling.conflict_at
    world.polling.conflict_at = now
    if now - last < world.settings.conflict_pause:
        await asyncio.sleep(world.settings.conflict_pause)
    return conflict(why)


def _guarded(world: World, offset: int, limit: int, timeout: int) -> tuple[int, float]:
    """Limit and timeout, tamed for a poller that asks for the same offset again and again."""
    guard, polling = world.settings.poll_guard, world.polling
    now, since = asyncio.get_running_loop().time(), polling.started_at
    same = offset == polling.offset and guard > 0
    polling.offset, polling.started_at = offset, now
    if same and now < since + _GUARDED:
        limit = 1
    if same and now < since + guard:
        return limit, max(float(timeout), guard)
    return limit, float(timeout)


async def get_updates(
    world: World,
    *,
    offset: int = 0,
    limit: int = MAX_LIMIT,
    timeout: int = 0,  # noqa: ASYNC109 - the Bot API's own parameter
    allowed_updates: list[str] | None = None,
) -> list[Json]:
    """Confirm what lies before `offset`, and wait for what comes after."""
    if world.webhook is not None:
        raise await _conflict(world, WEBHOOK_IS_ACTIVE)
    turn = world.polling.take_turn()
    world.updates.bell.ring()
    world.bell.ring()
    if allowed_updates is not None:
        world.updates.allowed = tuple(allowed_updates)
    limit, wait = _guarded(world, offset, min(MAX_LIMIT, max(1, limit)), min(MAX_TIMEOUT, max(0, timeout)))
    world.updates.confirm(offset)
    loop = asyncio.get_running_loop()
    until = loop.time() + wait
    while True:
        batch = world.updates.read(limit)
        if batch or world.faults.stream.holds:
            return world.faults.stream.disturb(batch, confirmed=offset > 0)
        if not await world.updates.bell.listen(max(0.0, until - loop.time())) and loop.time() >= until:
            return []
        if world.webhook is not None:
            raise await _conflict(world, TERMINATED_BY_WEBHOOK)
        if world.polling.turn != turn:
            raise await _conflict(world, TERMINATED_BY_POLL)


def _check_secret(secret: str) -> None:
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def set_webhook(
    world: World,
    *,
    url: str,
    certificate: FileSource | None = None,
    ip_address: str = "",
    max_connections: int = DEFAULT_CONNECTIONS,
    allowed_updates: list[str] | None = None,
    drop_pending_updates: bool = False,
    secret_token: str = "",
) -> Described:
    """Have updates delivered to `url`. Plain http is taken, as a local Bot API server does."""
    if not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _check_secret(secret_token)
    if allowed_updates is not None:
        world.updates.allowed = tuple(allowed_updates)
    if drop_pending_updates:
        world.updates.pending.clear()
    connections = min(MAX_CONNECTIONS, max(1, max_connections))
    new = WebhookSettings(url, secret_token, connections, certificate is not None, ip_address)
    old, world.webhook = world.webhook, new
    world.updates.bell.ring()
    same = old is not None and (old.url, old.secret, old.connections) == (url, secret_token, connections)
    return Described(result=True, description="Webhook is already set" if same else "Webhook was set")


def delete_webhook(world: World, *, drop_pending_updates: bool = False) -> Described:
    """Go back to getUpdates; what is pending stays."""
    if drop_pending_updates:
        world.updates.pending.clear()
    old, world.webhook = world.webhook, None
    world.updates.bell.ring()
    return Described(result=True, description="Webhook was deleted" if old else "Webhook is already deleted")


def get_webhook_info(world: World) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    settings = world.webhook or WebhookSettings("")
    info = settings.as_json() | {"pending_update_count": world.updates_pending}
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info
