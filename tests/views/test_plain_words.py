"""What residents and volunteers read is said in plain words; an office's own stay on the screens of its staff."""

import re

import pytest

from bot.sandbox.html_text import read_html
from bot.views.screen import Screen
from bot.views.words import Dictionary, Words
from tests.views.facts import Said
from tests.views.samples import SCREENS
from tests.views.sentences import SENTENCES

OF_AN_OFFICE = {
    "zh_CN": re.compile(
        r"转办|办结|待审核|清算|接龙|(?<![A-Za-z])TA(?![A-Za-z])|跟进|列账|登记|销号|冲正|受理|核实|审核|未到|上报|归档|该项|贵方|予以|如有"
        r"|时限|(?<!已)撤单|协商共治|候补|升级|发起人|重新开放|报修好|期初|期末 %|作废|逾期"
    ),
    "en": re.compile(
        r"\b(?:triage|settlements?|reversals?|submitted|redirected|escalat\w+|assignee|initiat\w+|utili[sz]e|pursuant"
        r"|herein|processed|deduct\w*|terminat\w+|no-show|time limit|clock stands)\b",
        re.IGNORECASE,
    ),
}
STAFF_READ = frozenset(
    [
        "activities.activity_draft",
        "activities.activity_draft_ended",
        "activities.activity_roll",
        "answers.more_time",
        "answers.settled",
        "answers.sign_up_is_open",
        "answers.grid_first",
        "answers.triaged",
        "answers.untold",
        "bulletins.bulletin",
        "clocks.ladder",
        "drafts.order_draft",
        "drafts.order_draft_ended",
        "drafts.said",
        "explain_activities.explain",
        "finding.found",
        "history.history",
        "history.step_word",
        "inbox.auto_publish",
        "inbox.inbox",
        "labels.status_word",
        "ledger.books_alarm",
        "ledger.ledger",
        "limits.clock_settings",
        "menus.staff_menu",
        "orders.review",
        "places.contest",
        "parties.parties",
        "report_pages.how",
        "report_pages.report",
        "settings.more_settings",
        "settings.point_settings",
        "settings.setting_draft",
        "settings.setting_question",
        "settings.settings",
        "settings.switch_question",
        "settlement.closed",
        "settlement.past",
        "settlement.preview",
        "settlement.question",
        "settlement.sheet",
        "triage.menu_question",
        "triage.triage_card",
        "triage.triage_word_ended",
    ]
)
"""Screens of secretaries, clerks and companies: the words of their trade are the ones they look for. A printed
bulletin is an office's paper, too."""
FOR_STAFF = re.compile(r"/cancel 1024|/settle|/ledger|/award|^📨 |回答「#|或者转办。$|^🏢 转办$")
"""Lines for staff on screens that others see without them: their commands, questions and buttons."""


def name_of(view: object) -> str:
    return f"{view.__module__.rsplit('.', 1)[-1]}.{view.__qualname__}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("locale", OF_AN_OFFICE)
def test_no_word_of_an_office_is_on_the_screens_of_residents_and_volunteers(locale: str) -> None:
    words, found = Dictionary().words(locale), set()
    for name, shown in everything_said(words):
        found |= {
            (name, line)
            for line in shown.splitlines()
            if OF_AN_OFFICE[locale].search(line) and not FOR_STAFF.search(line)
        }
    assert sorted(found) == []


def words_on(screen: Screen | None) -> str:
    """The text and what stands on the buttons."""
    if screen is None:
        return ""
    return "\n".join((read_html(screen.text)[0], *(button.text for row in screen.buttons for button in row)))


def everything_said(words: Words) -> list[tuple[str, str]]:
    """Each screen and sentence that is not for staff alone."""
    screens = [(name_of(each.view), words_on(each.show(words, Said()))) for each in SCREENS]
    said = [*screens, *((name_of(each.view), each.say(words, Said())) for each in SENTENCES)]
    return [(name, shown) for name, shown in said if name not in STAFF_READ]


RESIDENTS_READ = ("residents.", "judging.question", "knowing.news", "passing_on.", "unplaced.", "privacy.", "places.")
MOST_LINES = 5


@pytest.mark.parametrize("locale", OF_AN_OFFICE)
def test_what_a_resident_reads_has_at_most_five_lines(locale: str) -> None:
    words, too_long = Dictionary().words(locale), []
    for each in SCREENS:
        screen = each.show(words, Said()) if name_of(each.view).startswith(RESIDENTS_READ) else None
        lines = [] if screen is None else [line for line in read_html(screen.text)[0].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            too_long.append((name_of(each.view), lines))
    assert too_long == []
