"""The composition root: the only module that knows all others, and the order in which they start and stop."""

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from telegram.error import InvalidToken
from telegram.request import BaseRequest

from bot.clock import Clock, Tasks
from bot.config import NOT_ACCEPTED, ensure_keys, present_keys
from bot.counts import Counts, Sign
from bot.delivery.duty import Duty
from bot.delivery.postman import Postman
from bot.delivery.telegram_chat import TelegramChat
from bot.delivery.transport import AiohttpRequest, trusted_authorities
from bot.handlers.menus import Menus
from bot.handlers.reception_desk import ReceptionDesk
from bot.handlers.routes import routes
from bot.handlers.visit import Desk
from bot.intake.account import ALLOWED_UPDATES, Account
from bot.intake.door import Door
from bot.intake.patience import until_heard
from bot.intake.polling import Poller
from bot.intake.reception import Reception
from bot.jobs import TICK_SECONDS, Ticks, heartbeat, keep_time
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.talk.phrases_file import PhrasesError, extend
from bot.setting_kinds import ConfigError, read_text
from bot.settings import Config
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.occupancy import only_process
from bot.storage.ground.uow import UnitOfWork
from bot.storage.ground.vault import Vault
from bot.storage.members.people import staff_everywhere
from bot.usecases.upkeep.backups import Backups
from bot.usecases.upkeep.rekeying import Rekeying
from bot.views.words import Dictionary
from bot.watching.readiness import readiness_of
from bot.watching.watched import Watch, Watched

logger = logging.getLogger(__name__)

FINISH_SECONDS = 20.0
SHARED_POLL_SECONDS = 0.3
"""How often a postman looks for what other processes owe."""
WEBHOOK_CONNECTIONS = 100
"""As many as Telegram may be asked for: a delivery that waits for its answer keeps one.
Source: https://core.telegram.org/bots/api#setwebhook."""
THREADS = 3
"""They only wait, for SQLite's one writer and for names to be looked up; each costs memory of its own."""


@dataclass
class Weixiu:
    """The program's parts, put together and not yet started."""

    config: Config
    clock: Clock
    account: Account
    uow: UnitOfWork
    reception: Reception
    postman: Postman
    ticks: Ticks
    menus: Menus
    duty: Duty
    watched: Watched


def assemble(
    config: Config,
    clock: Clock,
    database: Database,
    vault: Vault,
    *,
    request: BaseRequest,
    updates_request: BaseRequest,
) -> Weixiu:
    """Put the parts together; nothing is opened or sent."""
    account = Account(
        config.telegram.token.get_secret_value(),
        base_url=config.telegram.base_url,
        base_file_url=config.telegram.base_file_url,
        request=request,
        get_updates_request=updates_request,
    )
    dictionary, counts, woken = Dictionary(), Counts(), asyncio.Event()
    uow = UnitOfWork(database, vault, wake=woken.set, lexicon=lexicon_of(config))
    duty = Duty(uow, clock, owner=secrets.token_hex(8), alone=database.is_sqlite)
    menus = Menus(account, dictionary)
    desk = Desk(bot=account, uow=uow, clock=clock, config=config, dictionary=dictionary, menus=menus, counts=counts)
    postman = _postman(desk, TelegramChat(account), woken, duty)
    bot_id = int(config.telegram.token.get_secret_value().partition(":")[0])
    handler = ReceptionDesk(desk, routes())
    reception = Reception(uow=uow, clock=clock, bot_id=bot_id, handler=handler, counts=counts)
    ticks = _ticks(desk, reception, duty)
    watched = Watched(config, clock, uow, counts, postman, readiness_of(config, clock, uow, counts))
    return Weixiu(config, clock, account, uow, reception, postman, ticks, menus, duty, watched)


def _postman(desk: Desk, chat: TelegramChat, woken: asyncio.Event, duty: Duty) -> Postman:
    postman = Postman(
        uow=desk.uow,
        chat=chat,
        clock=desk.clock,
        dictionary=desk.dictionary,
        default_locale=desk.config.defaults.locale,
        woken=woken,
        on_duty=lambda: duty.held,
        counts=desk.counts,
    )
    if not duty.alone:
        postman.idle_seconds = SHARED_POLL_SECONDS
    return postman


def _ticks(desk: Desk, reception: Reception, duty: Duty) -> Ticks:
    config, operators = desk.config, tuple(desk.config.telegram.operators)
    zone = ZoneInfo(config.defaults.timezone)
    return Ticks(
        uow=desk.uow,
        clock=desk.clock,
        reception=reception,
        digest_grace=timedelta(minutes=config.digest.grace_minutes),
        backups=Backups(config.backup, config.database, zone, desk.uow, operators, on_duty=lambda: duty.held),
        rekeying=Rekeying(desk.uow),
        operators=operators,
        counts=desk.counts,
    )


def lexicon_of(config: Config) -> Lexicon:
    """The words that residents are understood by: the built-in ones, and those of the file that is set.

    Raises:
        ConfigError: the file cannot be read or used; the sentence names it, the line and what to do.
    """
    file = config.language.phrases
    if file is None:
        return DEFAULT_LEXICON
    try:
        return extend(DEFAULT_LEXICON, read_text(file, "language.phrases"))
    except PhrasesError as error:
        raise ConfigError("language.phrases", f"{file}, {error}") from None


def keys_by_now(config: Config) -> list[bytes]:
    """What the key file holds at this moment; nothing while it cannot be read."""
    with suppress(ConfigError):
        return present_keys(config)
    return []


async def run(
    config: Config,
    clock: Clock,
    stop: asyncio.Event,
    *,
    door: Door | None = None,
    watches: Iterable[Watch] = (),
    tick_seconds: float = TICK_SECONDS,
) -> None:
    """Run until `stop` is set; then finish what is in hand. The schema is up to date by then.

    Args:
        config: the settings.
        clock: the time.
        stop: ends it.
        door: where Telegram delivers to; without one, updates are fetched.
        watches: who looks on; nobody, unless given.
        tick_seconds: between two heartbeats.

    Raises:
        ConfigError: the token is refused.
        WrongKeyError: the key is not this database's.
        InUseError: another process has the SQLite file.
    """
    # Or the library warns, at each 429, of how it will count the seconds one day; both ways are understood.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="waiting"))
    async with AsyncExitStack() as stack:
        weixiu, transport = await _opened(config, clock, stack)
        for watch in watches:
            await stack.enter_async_context(watch(weixiu.watched))
        if not await _meet_telegram(weixiu, stop):
            return
        await stack.enter_async_context(_working(weixiu, transport, tick_seconds))
        logger.info(
            "%s is at work", weixiu.account.username, extra={"key": "run.started", "mode": config.telegram.mode}
        )
        await (_fetch(weixiu, stop) if door is None else _be_called(weixiu, door, stop))


async def _opened(config: Config, clock: Clock, stack: AsyncExitStack) -> tuple[Weixiu, AiohttpRequest]:
    """The parts over an open database, and the way to Telegram; the stack closes both."""
    stack.enter_context(only_process(config.database.sqlite_path))
    database = Database(config.database.async_url, pooled=config.database.pooled)
    stack.push_async_callback(database.close)
    vault = await open_vault(database, ensure_keys(config))
    vault.source = partial(keys_by_now, config)
    telegram = config.telegram
    trusted = trusted_authorities(telegram.base_url, telegram.base_file_url, telegram.proxy)
    transport = AiohttpRequest(clock, proxy=telegram.proxy, ssl_context=trusted)
    updates = AiohttpRequest(clock, connections=2, proxy=telegram.proxy, ssl_context=trusted)
    weixiu = assemble(config, clock, database, vault, request=transport, updates_request=updates)
    stack.push_async_callback(weixiu.account.shutdown)
    return weixiu, transport


async def _meet_telegram(weixiu: Weixiu, stop: asyncio.Event) -> bool:
    """Say who we are, however long Telegram is out of reach; False if the program is stopped meanwhile."""
    try:
        return await until_heard(weixiu.account.initialize, stop)
    except InvalidToken:
        raise ConfigError("telegram.token", NOT_ACCEPTED) from None


@asynccontextmanager
async def _working(weixiu: Weixiu, transport: AiohttpRequest, tick_seconds: float) -> AsyncIterator[None]:
    """Everything but reception runs; leaving finishes what is in hand."""
    tasks, ticking = Tasks(), asyncio.Lock()

    async def tick() -> None:
        async with ticking:
            await weixiu.ticks.tick(transport.clock_skew)

    if weixiu.duty.alone or await weixiu.duty.renew():
        await weixiu.postman.recover()
    # Telegram serves one poller: what another one left unfinished is ours, and comes before what is new.
    polling = weixiu.config.telegram.mode == "polling"
    await weixiu.reception.take_over(all_of_them=weixiu.duty.alone or polling)
    scheduler = heartbeat(tick, seconds=tick_seconds)
    scheduler.start()
    weixiu.watched.counts.give(Sign.TICKED, weixiu.clock.monotonic())  # the first tick is a while away
    keeping = [tasks.start(keep_time(scheduler, weixiu.clock, seconds=tick_seconds), name="the heartbeat's watch")]
    posting = tasks.start(weixiu.postman.run(), name="the postman")
    if not weixiu.duty.alone:
        keeping.append(tasks.start(weixiu.duty.keep(weixiu.postman.recover), name="the postman's duty"))
        keeping.append(tasks.start(weixiu.reception.keep(), name="the reception's leases"))
    tasks.start(_show_menus(weixiu), name="command menus")
    try:
        yield
    finally:
        scheduler.pause()
        # A scheduler that is shut down cancels what it is at, which must not happen inside a transaction.
        with suppress(TimeoutError):
            await asyncio.wait_for(ticking.acquire(), FINISH_SECONDS)
        scheduler.shutdown(wait=False)
        await weixiu.reception.finish(seconds=FINISH_SECONDS)
        weixiu.postman.stop()
        await asyncio.wait({posting}, timeout=FINISH_SECONDS)
        for watch in keeping:
            watch.cancel()
        await tasks.finish(seconds=1)
        await weixiu.ticks.backups.tasks.finish(seconds=1)  # its process goes on alone
        await weixiu.duty.give_up()


async def _show_menus(weixiu: Weixiu) -> None:
    async with weixiu.uow.reading(weixiu.clock.now()) as tx:
        staff = await staff_everywhere(tx)
    await weixiu.menus.show_all(staff)


async def _fetch(weixiu: Weixiu, stop: asyncio.Event) -> None:
    # While a webhook is set, nobody may poll.
    if await until_heard(weixiu.account.delete_webhook, stop):
        weixiu.watched.counts.give(Sign.FETCHED, weixiu.clock.monotonic())  # a first poll may find nothing for a while
        await Poller(weixiu.account, weixiu.reception, weixiu.clock, weixiu.watched.counts).run(stop)


async def _be_called(weixiu: Weixiu, door: Door, stop: asyncio.Event) -> None:
    webhook = weixiu.config.telegram.webhook
    set_webhook = partial(
        weixiu.account.set_webhook,
        webhook.url,
        secret_token=webhook.secret.get_secret_value(),
        allowed_updates=ALLOWED_UPDATES,
        max_connections=WEBHOOK_CONNECTIONS,
    )
    async with door(weixiu.reception, webhook, weixiu.watched.readiness.reasons):
        await until_heard(set_webhook, stop)
        await stop.wait()
