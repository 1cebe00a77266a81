"""The table of samples is whole: nothing the bot can say goes unseen by the other tests of this folder."""

import inspect
from collections.abc import Callable, Iterator
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest

from bot.domain import errors
from bot.views import (
    activities,
    alarms,
    answers,
    asked_beside,
    bringing,
    buildings,
    bulletins,
    calendar,
    call_ups,
    certificate,
    clocks,
    community,
    deliberating,
    digests,
    doubts,
    drafts,
    explain,
    export,
    finding,
    giving,
    goods_sheet,
    grids,
    history,
    inbox,
    judging,
    knowing,
    labels,
    ledger,
    limits,
    lists,
    menus,
    orders,
    parties,
    passing_on,
    places,
    polls,
    privacy,
    profile,
    recognition,
    report_pages,
    residents,
    settings,
    settlement,
    shelf,
    shop,
    standard,
    standard_changing,
    team,
    triage,
    unplaced,
    wishes,
)
from tests.views.catalogue import extracted
from tests.views.facts import Said
from tests.views.hearing import HearingWords
from tests.views.samples import SCREENS
from tests.views.samples_record import read_aloud
from tests.views.sentences import SENTENCES, refusals

VIEWS = (
    *(answers, buildings, call_ups, community, deliberating, digests, drafts, explain, giving, grids, inbox),
    *(judging, knowing, labels, ledger, lists, menus, orders, parties),
    *(passing_on, places, polls, privacy, profile, recognition, residents, settings),
    *(goods_sheet, settlement, shelf, shop, team, triage, unplaced, wishes),
    *(activities, alarms, asked_beside, bulletins, certificate, clocks, limits, report_pages),
    *(bringing, export, history, finding, calendar),
    *(standard, standard_changing, doubts),
)


def views_of(module: ModuleType) -> Iterator[Callable[..., Any]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        own = function.__module__ == module.__name__ and not name.startswith("_")
        if own and "words" in inspect.signature(function).parameters:
            yield function


@pytest.fixture(scope="module")
def heard() -> HearingWords:
    """What is said when every sample is shown once."""
    words = HearingWords()
    for screen in SCREENS:
        screen.show(words, Said())
    for sentence in SENTENCES:
        sentence.say(words, Said())
    read_aloud(words)
    return words


def test_every_view_function_has_a_sample() -> None:
    sampled = {sample.view for sample in SCREENS} | {sentence.view for sentence in SENTENCES}
    assert {view for module in VIEWS for view in views_of(module)} == sampled


def test_every_template_is_rendered_by_a_sample(heard: HearingWords) -> None:
    templates = {path.name for path in files("bot.views").joinpath("templates").iterdir()}
    assert templates - {"_macros.j2"} == heard.rendered


def test_every_message_is_said_by_a_sample(heard: HearingWords) -> None:
    assert set(extracted()) - heard.heard == set()


def test_no_sample_says_a_message_that_extraction_does_not_find(heard: HearingWords) -> None:
    assert heard.heard - set(extracted()) == set()


def kinds_of(error: type[errors.DomainError]) -> Iterator[type[errors.DomainError]]:
    for kind in error.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_refusal_has_a_wording() -> None:
    assert {type(error) for error in refusals(Said())} == set(kinds_of(errors.DomainError))
