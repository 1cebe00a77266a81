"""A community's settings, changed by its secretary in the chat, one at a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import BadInput, ButtonExpired, NoCommunity
from bot.domain.standard import MOST_POINTS, SIZES
from bot.language.skills import read_skill
from bot.language.urgency import read_urgency
from bot.models import Community, Person
from bot.models.outbox import Kind
from bot.storage.communities import write_audit
from bot.storage.drafts import DraftFacts, close_draft
from bot.storage.outbox import Owed
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases.acting import Actor, recognise, require_secretary
from bot.usecases.owing import begin_question, owe_draft

DRAFT = "setting"
LOCALES = ("zh_CN", "en")
MOST_CLAIMS = 50
LONGEST_NUMBER = 6
"""Digits; Python refuses to read thousands of them."""
LONGEST_NAME = 64
_TIME = re.compile(r"([01]?\d|2[0-3])[:：点.]([0-5]\d)?")
_NUMBERS = re.compile(r"\d+")
_ALL_OTHERS = ("其他", "通用", "默认", "other", "default")


def owe_settings(tx: Writing, chat_id: int, community: Community) -> None:
    """The settings card in somebody's private chat shows what is in force."""
    tx.owe(
        Owed(
            key=f"settings/{chat_id}/{community.id}/{tx.occasion}",
            community_id=community.id,
            chat_id=chat_id,
            topic="settings",
            facts={"community": community.id},
            kind=Kind.KEEP,
        )
    )


@dataclass(frozen=True)
class PressSetting:
    """A button of the settings card."""

    actor: Actor
    community_id: int
    name: str


async def press_setting(cmd: PressSetting, *, uow: UnitOfWork, now: datetime) -> bool:
    """Switch what can be switched (True); ask for the value of anything else (False).

    Raises:
        NotAllowed: the actor is not the secretary there.
        ButtonExpired: there is no such setting.
    """
    async with uow.writing(now) as tx:
        person, community = await _secretary(tx, cmd.actor, cmd.community_id)
        if cmd.name in _SWITCHES:
            _change(tx, community, person, cmd.name, _SWITCHES[cmd.name](community))
            owe_settings(tx, cmd.actor.user_id, community)
            return True
        if cmd.name not in _READERS:
            raise ButtonExpired
        payload = {"community": community.id, "field": cmd.name}
        await begin_question(tx, person, cmd.actor.user_id, kind=DRAFT, step=cmd.name, payload=payload, field=cmd.name)
        return False


async def _secretary(tx: Writing, actor: Actor, community_id: int) -> tuple[Person, Community]:
    person = await recognise(tx, actor)
    community = await tx.session.get(Community, community_id)
    if community is None:
        raise NoCommunity
    await require_secretary(tx, community, person, "settings")
    return person, community


async def answer_setting(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The value that was asked for.

    Raises:
        BadInput: it cannot be one.
        NotAllowed: the person is no longer the secretary.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_secretary(tx, community, person, "settings")
    name = draft.payload["field"]
    value = _READERS[name](community, text.strip())
    if name == "standard":
        before = community.standard
        community.adopt(value)
        write_audit(tx, community.id, person.id, "standard", before=before, after=community.standard)
    else:
        _change(tx, community, person, name, value)
    await close_draft(tx, draft)
    owe_draft(tx, draft, ended="changed", field=name)
    owe_settings(tx, draft.chat_id, community)


def _change(tx: Writing, community: Community, person: Person, name: str, value: Any) -> None:
    before = getattr(community, name)
    setattr(community, name, value)
    write_audit(tx, community.id, person.id, "setting", name=name, before=before, after=value)


_SWITCHES: dict[str, Callable[[Community], Any]] = {
    "open_team": lambda community: not community.open_team,
    "digest_when_empty": lambda community: not community.digest_when_empty,
    "locale": lambda community: LOCALES[1 - LOCALES.index(community.locale)],
}


def _read_time(_: Community, text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        raise BadInput(field="digest_time", example="08:30")
    return f"{int(match[1]):02}:{match[2] or '00'}"


def _read_zone(_: Community, text: str) -> str:
    if text not in available_timezones():
        raise BadInput(field="timezone", example="Asia/Shanghai")
    return ZoneInfo(text).key


def _read_limit(_: Community, text: str) -> int:
    if not text.isdecimal() or len(text) > LONGEST_NUMBER or not 1 <= int(text) <= MOST_CLAIMS:
        raise BadInput(field="claim_limit", example="3")
    return int(text)


def _read_grace(_: Community, text: str) -> int:
    longest = 24 * 60
    if not text.isdecimal() or len(text) > LONGEST_NUMBER or not 1 <= int(text) <= longest:
        raise BadInput(field="start_grace_minutes", example="15")
    return int(text)


def _read_name(_: Community, text: str) -> str:
    if not text or len(text) > LONGEST_NAME or "\n" in text:
        raise BadInput(field="name", example="阡上社区")
    return text


def _read_standard(community: Community, text: str) -> Any:
    """`木工 10 15 25 50`, `其他 5 10 20 40`, or `加急 5`."""
    words = re.sub(r"[/、,,]", " ", text).split()
    if words and words[0].isdecimal():
        words.insert(0, _ALL_OTHERS[0])
    name = words[0] if words else ""
    numbers = [int(word) for word in words[1:] if _NUMBERS.fullmatch(word) and len(word) <= LONGEST_NUMBER]
    standard = community.points_standard()
    fits = all(number <= MOST_POINTS for number in numbers) and len(numbers) == len(words) - 1
    urgency = read_urgency(name)
    skill = read_skill(name)
    if fits and urgency is not None and len(numbers) == 1:
        return standard.with_bonus(urgency, numbers[0])
    if fits and len(numbers) == len(SIZES) and (skill is not None or name in _ALL_OTHERS):
        return standard.with_row(None if skill is None else skill[0], tuple(numbers))
    raise BadInput(field="standard", example="木工 10 15 25 50")


_READERS: dict[str, Callable[[Community, str], Any]] = {
    "digest_time": _read_time,
    "timezone": _read_zone,
    "claim_limit": _read_limit,
    "start_grace_minutes": _read_grace,
    "name": _read_name,
    "standard": _read_standard,
}
