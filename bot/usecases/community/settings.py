"""A community's settings, changed by its secretary in the chat, one at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.periods import Every
from bot.domain.practice import Practice
from bot.domain.schedule import local_day
from bot.language.dates.bare_days import with_years
from bot.models import Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_secretary, secretary_here
from bot.usecases.community.setting_values import READERS
from bot.usecases.owed.owing import begin_question, end_draft
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.points.standard_changing import begin_changing

DRAFT = "setting"
LOCALES = ("zh_CN", "en")
STANDARD = "standard"
SIDES = ("less", "more", "points", "clocks")
"""Buttons that turn the settings over: to the first side, to the second, to what is about points, about limits."""
ABOUT_POINTS = frozenset({"settle_every", "lapse_months", "monthly_vote"})
ABOUT_LIMITS = frozenset({"limits", "work_hours", "work_weekends", "hand_over"})
YES = frozenset({"是", "好", "好的", "对", "可以", "确定", "同意", "yes", "ok", "y"})
_WAYS = frozenset(field.name for field in fields(Practice))


def owe_settings(tx: Writing, chat_id: int, community: Community, *, side: str = SIDES[0]) -> None:
    """The settings card in somebody's private chat shows what is in force."""
    owe_panel(tx, chat_id, community.id, "settings", key=f"settings/{chat_id}/{community.id}/{tx.occasion}", side=side)


@dataclass(frozen=True)
class PressSetting:
    """A button of the settings card."""

    actor: Actor
    community_id: int
    name: str


async def press_setting(cmd: PressSetting, *, uow: UnitOfWork, now: datetime) -> bool:
    """Switch what disturbs nobody (True); ask for the value, or for a yes, of anything else (False).

    Raises:
        NotAllowed: the actor is not the secretary there.
        ButtonExpired: there is no such setting.
    """
    async with uow.writing(now) as tx:
        person, community = await secretary_here(tx, cmd.actor, cmd.community_id, "settings")
        if cmd.name in SIDES:
            owe_settings(tx, cmd.actor.user_id, community, side=cmd.name)
            return False
        if cmd.name == "digest_when_empty":
            _change(tx, community, person, {cmd.name: not community.digest_when_empty})
            owe_settings(tx, cmd.actor.user_id, community)
            return True
        if cmd.name == STANDARD:
            await begin_changing(tx, person, cmd.actor.user_id, community)
            return False
        payload: dict[str, Any] = {"community": community.id, "field": cmd.name}
        if cmd.name in SWITCHES:
            payload["value"] = SWITCHES[cmd.name](community)
        elif cmd.name not in READERS:
            raise ButtonExpired
        await begin_question(tx, person, cmd.actor.user_id, kind=DRAFT, step=cmd.name, payload=payload, field=cmd.name)
        return False


@dataclass(frozen=True)
class ConfirmSetting:
    """Yes, switch it for everybody."""

    actor: Actor
    serial: int


async def confirm_setting(cmd: ConfirmSetting, *, uow: UnitOfWork, now: datetime) -> None:
    """Switch what was asked about, once.

    Raises:
        ButtonExpired: the question has been answered.
        NotAllowed: the person is no longer the secretary.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.serial)
        if draft is None or "value" not in draft.payload:
            raise ButtonExpired
        await _settle(tx, person, draft, "")


async def answer_setting(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The value that was asked for, or a yes.

    Raises:
        BadInput: it cannot be one.
        OutOfRange: it is too small or too large.
        NotAllowed: the person is no longer the secretary.
    """
    if "value" in draft.payload and text.strip().lower() not in YES:
        raise BadInput(field="yes", example="是")
    await _settle(tx, person, draft, text.strip())


async def _settle(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_secretary(tx, community, person, "settings")
    name = draft.payload["field"]
    known = "value" in draft.payload
    if name == "calendar":
        text = with_years(text, local_day(tx.now, community.zone))
    values = {name: draft.payload["value"]} if known else READERS[name](community, text)
    changed = _change(tx, community, person, values)
    await end_draft(tx, draft, "changed" if changed else "same", field=name)
    side = "clocks" if name in ABOUT_LIMITS else "more" if name in _WAYS or name in ("night", "calendar") else SIDES[0]
    owe_settings(tx, draft.chat_id, community, side="points" if name in ABOUT_POINTS else side)


def _change(tx: Writing, community: Community, person: Person, values: Mapping[str, Any]) -> bool:
    """Put other values in force, each a column of the community or one of its ways; False: all are so already."""
    changed = False
    for name, value in values.items():
        ways = community.ways()
        before = getattr(ways if name in _WAYS else community, name)
        if before == value:
            continue
        changed = True
        if name in _WAYS:
            community.practice = replace(ways, **{name: value}).to_json()
        else:
            setattr(community, name, value)
        write_audit(tx, community.id, person.id, "setting", name=name, before=before, after=value)
    return changed


SWITCHES: Mapping[str, Callable[[Community], Any]] = {
    "open_team": lambda community: not community.open_team,
    "locale": lambda community: LOCALES[1 - LOCALES.index(community.locale)],
    "join_needs_approval": lambda community: not community.ways().join_needs_approval,
    "skill_blocks": lambda community: not community.ways().skill_blocks,
    "settle_every": lambda community: str(
        Every.QUARTER if community.ways().settle_every == Every.MONTH else Every.MONTH
    ),
    "monthly_vote": lambda community: not community.ways().monthly_vote,
    "work_weekends": lambda community: not community.ways().work_weekends,
    "hand_over": lambda community: not community.ways().hand_over,
    "weekly_bulletin": lambda community: not community.ways().weekly_bulletin,
    "monthly_bulletin": lambda community: not community.ways().monthly_bulletin,
    "board": lambda community: not community.ways().board,
    "donations": lambda community: not community.ways().donations,
}
"""What has two values only, and what it would become; each is asked about, for it is changed for everybody."""
