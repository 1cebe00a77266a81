"""A sample of every screen about danger that somebody told of."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.domain.danger import Danger
from bot.domain.practice import Practice
from bot.storage.repairs.waiting import WaitingFacts
from bot.views import alarms, inbox
from bot.views.alarm_lines import WaitingAlarm
from tests.views import facts
from tests.views.facts import Said
from tests.views.sampling import Sample, name, sample


def samples() -> Iterator[Sample]:
    """All of this part."""
    for kind in Danger:
        yield sample(alarms.alarm_card, partial(_alarm, kinds=(kind,)), _ids, of_staff=True)
    yield sample(alarms.alarm_card, partial(_alarm, address=None, phone=None, number=None), _ids, of_staff=False)
    yield sample(alarms.alarm_card, partial(_alarm, repeated=True), _ids, of_staff=True)
    yield sample(alarms.alarm_card, _taken, _ids, of_staff=True)
    yield sample(alarms.alarm_over, name, "08:00", None)
    yield sample(alarms.alarm_over, name, "08:00", 1001)
    yield sample(alarms.alarm_gone)
    yield sample(alarms.danger_more, name, _lines)
    yield sample(alarms.danger_unanswered, Practice())
    yield sample(alarms.danger_unanswered, Practice(), name)
    yield sample(alarms.alarm_card, _worse, _ids, of_staff=True)
    yield sample(alarms.danger_over, name)
    yield sample(inbox.inbox, facts.community, WaitingFacts((), 0, None), 0, dangers=dangers)
    yield from (sample(alarms.danger_passed, seen=seen) for seen in (True, False))
    yield sample(alarms.danger_passed, seen=False, over=True)
    yield sample(alarms.danger_after, name, lambda said: said.reason, lambda said: (said.number, said.number))
    yield sample(alarms.alarm_card, partial(_alarm, deaf=True), _ids, of_staff=True)
    yield sample(alarms.word_not_arrived, name, lambda said: said.phone)
    yield sample(alarms.word_not_arrived, name, None)
    yield sample(alarms.danger_seen, name)
    for many in (1, 4):
        standing = partial(_standing, many=many)
        yield sample(
            alarms.whether_for_danger,
            lambda said: facts.draft("where", "where", line=said.reason),
            standing,
            facts.ZONE,
        )


def _alarm(said: Said, **known: Any) -> alarms.AlarmFacts:
    usual = {
        "kinds": ("fire",),
        "lines": (said.reason, said.what),
        "name": said.name,
        "user_id": 1001,
        "address": said.building,
        "phone": said.phone,
        "number": said.number,
    }
    return alarms.AlarmFacts(**{**usual, **known})


def _taken(said: Said) -> alarms.AlarmFacts:
    return _alarm(said, seen_by=said.other)


def _worse(said: Said) -> alarms.AlarmFacts:
    return _alarm(said, before=said.other, repeated=True)


def _ids(said: Said) -> tuple[int, int, int]:
    return said.number, said.number, said.number


def _lines(said: Said) -> list[str]:
    return [said.reason, said.what, said.reason]


def _waiting(said: Said, **known: Any) -> WaitingAlarm:
    usual = {
        "kinds": ("fire", "gas"),
        "name": said.name,
        "building": said.building,
        "number": said.number,
        "seen": False,
        "since": datetime(2026, 11, 23, tzinfo=UTC),
        "ids": _ids(said),
    }
    return WaitingAlarm(**{**usual, **known})


def _standing(said: Said, many: int) -> list[tuple[int, WaitingAlarm]]:
    return list(enumerate(dangers(said)[:many]))


def dangers(said: Said) -> list[WaitingAlarm]:
    """Alarms of each kind that stand."""
    return [
        _waiting(said),
        _waiting(said, worse=True),
        _waiting(said, deaf=True),
        _waiting(said, building=None, number=None, seen=True),
    ] * 4
