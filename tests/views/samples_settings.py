"""A sample of every screen about the settings of a community."""

from collections.abc import Iterator
from functools import partial

from bot.usecases.community.setting_values import READERS
from bot.usecases.community.settings import SWITCHES
from bot.views import settings
from tests.views import facts
from tests.views.sampling import Sample, sample


def _cards() -> Iterator[Sample]:
    yield sample(settings.settings, facts.community)
    other = partial(facts.community, open_team=False, digest_when_empty=True, locale="en")
    yield sample(settings.settings, other)
    yield sample(settings.more_settings, facts.community)
    yield sample(settings.more_settings, other)
    practice = {
        "digest_days": "135",
        "join_needs_approval": False,
        "skill_blocks": True,
        "donations": True,
        "weekly_bulletin": True,
        "monthly_bulletin": False,
        "board": True,
        "staff_phone": "+8653288881234",
        "danger_advice": {"gas": "..."},
        "days_off": ["2026-12-24"],
        "days_on": ["2027-01-02"],
    }
    yield sample(settings.more_settings, partial(facts.community, practice=practice))
    for rules in ({}, {"settle_every": "quarter", "lapse_months": 12, "monthly_vote": True}):
        yield sample(settings.point_settings, partial(facts.community, practice=rules))


VALUES: dict[str, tuple[str, ...]] = {"locale": ("en", "zh_CN"), "settle_every": ("month", "quarter")}
"""Of switches that are not on or off."""


def _questions() -> Iterator[Sample]:
    for field in READERS:
        yield sample(settings.setting_draft, facts.draft("setting", field), field)
    for name in SWITCHES:
        for value in VALUES.get(name, (True, False)):
            yield sample(settings.setting_draft, facts.draft("setting", name, value=value), name)
    yield from (sample(settings.setting_draft_ended, ended) for ended in ("changed", "same", "dropped"))


SCREENS = [*_cards(), *_questions()]
