"""Telegram as the bot sees it: the token, how updates come, what may be done in each group, whose clock is right."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from telegram import ChatMember, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.config import NOT_ACCEPTED, Config
from bot.delivery.transport import AiohttpRequest
from bot.doctor.books import Neighbourhood
from bot.doctor.findings import Finding, good, problem, warning
from bot.handlers.visit import rights_of
from bot.intake.account import Account
from bot.jobs import MOST_SKEW_SECONDS

MANY_PENDING = 100
SKEW_SECONDS = 5.0
PROXY_SECONDS = 5.0
LATELY = timedelta(hours=1)


async def telegram_findings(config: Config, clock: Clock, groups: Sequence[Neighbourhood]) -> AsyncIterator[Finding]:
    """Everything that Telegram can be asked without disturbing a bot at work: no updates are fetched."""
    async with account_of(config, clock) as (account, request):
        try:
            await account.initialize()
        except InvalidToken:
            yield problem("token", f"telegram.token {NOT_ACCEPTED}")
        except TelegramError as error:
            yield problem(
                "token",
                f"Telegram cannot be reached ({error.message}); "
                "check the network, telegram.proxy and telegram.base_url",
            )
        else:
            yield good("token", f"this is @{account.username}")
            yield clock_finding(request.clock_skew)
            async for finding in _asked(config, clock, account, groups):
                yield finding


@asynccontextmanager
async def account_of(config: Config, clock: Clock) -> AsyncIterator[tuple[Account, AiohttpRequest]]:
    """The bot's account as the configuration says, nothing asked of it yet, and what it asks with."""
    request = AiohttpRequest(clock, proxy=config.telegram.proxy)
    account = Account(
        config.telegram.token.get_secret_value(),
        base_url=config.telegram.base_url,
        base_file_url=config.telegram.base_file_url,
        request=request,
        get_updates_request=AiohttpRequest(clock, connections=1, proxy=config.telegram.proxy),
    )
    try:
        yield account, request
    finally:
        await account.shutdown()


async def _asked(
    config: Config, clock: Clock, account: Account, groups: Sequence[Neighbourhood]
) -> AsyncIterator[Finding]:
    yield _privacy(reads_all=bool(account.can_read_all_group_messages))
    try:
        info = await account.get_webhook_info()
    except TelegramError as error:
        yield problem("updates", f"Telegram does not say how they come: {error.message}")
    else:
        for finding in update_findings(config, clock, info):
            yield finding
    for group in groups:
        yield await _group(account, group)


async def proxy_finding(proxy: str) -> Finding:
    """Whether anybody listens where the proxy is said to be; whether it lets through, the token's finding says."""
    parts = urlsplit(proxy)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    place = f"{parts.hostname}:{port}"
    try:
        async with asyncio.timeout(PROXY_SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError):
        return problem("proxy", f"nobody listens at {place}; start the proxy, or put telegram.proxy right")
    writer.close()
    return good("proxy", f"{place} can be reached")


def clock_finding(skew: float | None) -> Finding:
    """Whether this machine's clock agrees with Telegram's; deadlines and digests depend on it."""
    if skew is None:
        return warning("clock", "Telegram's answer has no date to compare with")
    if abs(skew) > MOST_SKEW_SECONDS:
        return problem("clock", f"{abs(skew):.0f} seconds off Telegram's; set it, or nothing is done on time")
    if abs(skew) > SKEW_SECONDS:
        return warning("clock", f"{abs(skew):.0f} seconds off Telegram's; let the machine set it by NTP")
    return good("clock", "agrees with Telegram's")


def _privacy(*, reads_all: bool) -> Finding:
    if reads_all:
        return good("privacy mode", "off: the bot hears what is typed in its groups")
    return warning(
        "privacy mode",
        "on: where the bot is no administrator it hears buttons, commands and replies to itself only; "
        "make it an administrator, or /setprivacy at @BotFather and add it to the group again",
    )


def update_findings(config: Config, clock: Clock, info: WebhookInfo) -> Iterator[Finding]:
    """Whether updates come the way the configuration says, and whether they are taken."""
    telegram = config.telegram
    if telegram.mode == "polling" and info.url:
        yield warning(
            "updates",
            "a webhook is set though telegram.mode is polling; `run` takes it away: "
            "make sure that no other program uses this bot",
        )
    elif telegram.mode == "webhook" and info.url != telegram.webhook.url:
        yield warning("updates", "the webhook is not set to telegram.webhook.url; the next `run` does it")
    else:
        yield good("updates", f"by {telegram.mode}, {info.pending_update_count} waiting")
    if info.pending_update_count > MANY_PENDING:
        yield warning("updates", f"{info.pending_update_count} wait to be taken; is the bot running?")
    if info.last_error_message and info.last_error_date and telegram.mode == "webhook":
        say = problem if clock.now() - info.last_error_date < LATELY and info.pending_update_count else warning
        yield say(
            "updates",
            f"Telegram could not deliver at {info.last_error_date:%Y-%m-%d %H:%M} UTC: {info.last_error_message}; "
            "check telegram.webhook.url and the server before the bot",
        )


async def _group(account: Account, group: Neighbourhood) -> Finding:
    subject = f"group {group.name}"
    try:
        member = await account.get_chat_member(group.chat_id, account.id)
    except TelegramError as error:
        return problem(subject, f"Telegram says: {error.message}; add the bot to the group again")
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        return problem(subject, "the bot is not in it; add it again")
    rights = rights_of(member, reads_all=bool(account.can_read_all_group_messages))
    if not rights.can_post:
        return problem(subject, "the bot may not send messages; allow it to")
    lacking = []
    if not rights.can_delete:
        lacking.append("cannot delete typed orders with telephone numbers in them")
    if not rights.reads_everything:
        lacking.append("does not hear what is typed")
    if lacking:
        sentence = f"the bot {' and '.join(lacking)}; make it an administrator with the right to delete messages"
        return warning(subject, sentence)
    return good(subject, "the bot has all the rights it needs")
