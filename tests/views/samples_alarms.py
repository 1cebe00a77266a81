"""A sample of every screen about danger that somebody told of."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.domain.danger import Danger
from bot.views import alarms
from tests.views.facts import Said
from tests.views.sampling import Sample, name, reason, sample


def samples() -> Iterator[Sample]:
    """All of this part."""
    for kind in Danger:
        yield sample(alarms.alarm_card, partial(_alarm, kinds=(kind,)), _ids, of_staff=True)
    yield sample(alarms.alarm_card, partial(_alarm, address=None, phone=None, number=None), _ids, of_staff=False)
    yield sample(alarms.alarm_card, partial(_alarm, repeated=True), _ids, of_staff=True)
    yield sample(alarms.alarm_card, _taken, _ids, of_staff=True)
    yield sample(alarms.alarm_over)
    yield sample(alarms.danger_more, name, reason)
    yield from (sample(alarms.danger_passed, seen=seen) for seen in (True, False))
    yield sample(alarms.danger_seen, name)


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


def _ids(said: Said) -> tuple[int, int]:
    return said.number, said.number
