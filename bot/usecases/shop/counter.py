"""The counter of the shop: staff enter a pick-up code or scan it, see what is to be handed over to whom, and do so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import BadInput, ButtonExpired, DomainError, NotAllowed
from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF
from bot.domain.shop import LONG_CODE, SHORT_CODE, WRONG_CODES, WRONG_CODES_WITHIN
from bot.domain.shop_errors import HandedOverLongAgo, ItemGone, RedemptionOver, TooManyCodes
from bot.models import Person
from bot.models.shop import RedemptionState
from bot.storage.community.communities import write_audit
from bot.storage.goods.redemptions import (
    Key,
    by_code,
    by_token_hash,
    by_used_code,
    held_anywhere,
    redemption_for_change,
    wrong_codes,
)
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import token_hash
from bot.storage.members.people import communities_where, roles_in
from bot.usecases.chats.acting import Actor, recognise, require_private, staff_here
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.points.reversing import READY
from bot.usecases.shop.redeeming import give_back, hand_over, owe_ticket, undo_hand_over
from bot.usecases.shop.shopping import new_serial

USED_LATELY = timedelta(days=30)
"""So long a code that was used says when and to whom; then it may be another one's again."""


@dataclass(frozen=True)
class EnterCode:
    """A member of staff typed a pick-up code behind /pickup, or nothing."""

    actor: Actor
    code: str


async def enter_code(cmd: EnterCode, *, uow: UnitOfWork, now: datetime) -> None:
    """What is to be handed over, to be confirmed; without a code what waits: for staff the newest, and one's own.

    A wrong code is not refused but answered, for it is written down: nobody may try them all.

    Raises:
        BadInput: it is no code.
        NotAllowed: the actor is staff nowhere.
        OnlyInPrivate: it was typed in the group.
        TooManyCodes: too many wrong ones were entered before.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        own = [community.id for community in await communities_where(tx, person.id, STAFF)]
        if not cmd.code:
            await _show_what_waits(tx, person, own)
        elif own:
            await _look_up(tx, person, own, _as_code(cmd.code))
        else:
            raise NotAllowed(what="pickup")


async def _show_what_waits(tx: Writing, person: Person, own: list[CommunityId]) -> None:
    for community_id in own:
        owe_reply(tx, person.user_id, "shop_waiting", community=community_id, serial=new_serial())
    if not own or await held_anywhere(tx, person.id):
        owe_reply(tx, person.user_id, "shop_to_collect", community=None, person=person.id)


def _as_code(text: str) -> str:
    digits = "".join(text.split())
    if not (digits.isdecimal() and digits.isascii() and SHORT_CODE <= len(digits) <= LONG_CODE):
        raise BadInput(field="pickup", example="/pickup 4821")
    return digits


async def _look_up(tx: Writing, person: Person, own: list[CommunityId], code: str) -> None:
    if await wrong_codes(tx, own, person.id, tx.now - WRONG_CODES_WITHIN) >= WRONG_CODES:
        raise TooManyCodes(minutes=int(WRONG_CODES_WITHIN.total_seconds()) // 60)
    found = await by_code(tx, own, code) or await by_used_code(tx, own, code, since=tx.now - USED_LATELY)
    if found is None:
        write_audit(tx, own[0], person.id, "wrong_code")
        owe_reply(tx, person.user_id, "shop_no_code", community=own[0], code=code)
    else:
        owe_counter(tx, person, found, serial=new_serial())


def owe_counter(tx: Writing, clerk: Person, key: Key, *, serial: int, asking: bool = False) -> None:
    """The card from which a member of staff hands something over shows how it stands, or asks what went wrong."""
    name = f"counter/{key.community_id}/{key.id}/{clerk.id}/{serial}"
    facts = {"redemption": key.id, "serial": serial, "asking": asking}
    owe_panel(tx, clerk.user_id, key.community_id, "shop_counter", key=name, **facts)


LOOKS = ("undo", "show", "open")
"""Buttons that only show something."""
MISTAKES = ("item", "person")
"""Why a hand-over is undone: it was the wrong thing, or the wrong person."""


@dataclass(frozen=True)
class ScanTicket:
    """Somebody followed the link in a pick-up QR code."""

    actor: Actor
    token: str


async def scan_ticket(cmd: ScanTicket, *, uow: UnitOfWork, now: datetime) -> None:
    """For staff: what is to be handed over. For whom it is kept: their own code once more.

    Raises:
        ButtonExpired: no such code was ever given.
        NotAllowed: it is somebody else's.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        kept = await by_token_hash(tx, token_hash(cmd.token))
        if kept is None:
            raise ButtonExpired
        if STAFF & await roles_in(tx, kept.community_id, person.id):
            owe_counter(tx, person, Key(kept.community_id, kept.id), serial=new_serial())
        elif kept.person_id == person.id:
            owe_ticket(tx, kept, person.user_id)
            owe_reply(tx, person.user_id, "shop_own_code", community=kept.community_id, redemption=kept.id)
        else:
            raise NotAllowed(what="pickup")


@dataclass(frozen=True)
class PressCounter:
    """A button at the counter: give, cancel, undo (asks why), one of the `MISTAKES`, show; open, in the list."""

    actor: Actor
    community_id: int
    redemption_id: int
    serial: int
    act: str


async def press_counter(cmd: PressCounter, *, uow: UnitOfWork, now: datetime) -> DomainError | None:
    """Hand it over, take it back, or undo that; why not, if it stands otherwise. The card shows how it stands.

    Raises:
        ButtonExpired: there is no such button.
        ItemGone: there is nothing like that.
        NoCommunity: there is no such community.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        clerk, community = await staff_here(tx, cmd.actor, cmd.community_id, "pickup")
        key = Key(community.id, cmd.redemption_id)
        refusal = None
        try:
            await _act(tx, clerk, key, cmd.act)
        except (RedemptionOver, HandedOverLongAgo) as over:  # what is looked at first; nothing was written before it
            refusal = over
        owe_counter(tx, clerk, key, serial=cmd.serial, asking=cmd.act == "undo")
        return refusal


async def _act(tx: Writing, clerk: Person, key: Key, act: str) -> None:
    if act == "give":
        await hand_over(tx, key, clerk)
    elif act == "cancel":
        await give_back(tx, key, RedemptionState.CANCELLED, by=clerk.id)
    elif act in MISTAKES:
        await undo_hand_over(tx, key, clerk, f"{READY}wrong_{act}")
        write_audit(tx, key.community_id, clerk.id, "hand_over_undone", redemption=key.id, why=act)
    elif act not in LOOKS:
        raise ButtonExpired
    elif await redemption_for_change(tx, *key) is None:
        raise ItemGone
