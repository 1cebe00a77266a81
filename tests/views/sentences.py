"""A sample of every plain sentence: answers to taps, refusals, words of enumerations, the command menus."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import activity_errors, errors, giving_errors, place_errors, record_errors, request_errors, shop_errors
from bot.domain.activities import ActivityKind, SignUpState
from bot.domain.danger import Danger
from bot.domain.kind import Area, Kind
from bot.domain.life import Status, Step
from bot.domain.limits import Span
from bot.domain.past import Column, PastTrouble
from bot.domain.pausing import PauseReason
from bot.domain.practice import Practice
from bot.domain.roles import Role
from bot.domain.sheets import SheetTrouble
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.needs.skills import DEFAULT_SKILLS
from bot.language.sheets.goods_rows import RowTrouble
from bot.models.places import PartyKind
from bot.models.residents import CallResult, Verdict
from bot.models.shop import MoveKind
from bot.usecases.community.setting_values import READERS
from bot.usecases.community.settings import LOCALES, SWITCHES
from bot.usecases.desk.triage import MENUS
from bot.usecases.desk.triage_edit import EDITABLE as TRIAGE_FIELDS
from bot.usecases.desk.triage_outcomes import READY, READY_REASONS
from bot.usecases.gatherings.signing_up import Standing
from bot.usecases.repairs.drafting import EDITABLE
from bot.usecases.repairs.order_details import OrderDetails, Photo
from bot.usecases.residents.report_draft import HEARD, SEEN
from bot.views import (
    activities,
    answers,
    bringing,
    drafts,
    explain,
    goods_sheet,
    judging,
    labels,
    limits,
    menus,
    passing_on,
    residents,
    settings,
    shelf,
    triage,
)
from bot.views.privacy import forgotten
from bot.views.words import Words
from tests.views.facts import NOW, Said, party

SETTINGS = tuple(READERS)
INPUTS = (
    "building",
    "skill",
    "urgency",
    "size",
    "standard",
    "calendar",
    "period",
    "emergency_numbers",
    "danger_advice",
    "yes",
    "goods",
    "item",
    "wish",
    "photos",
    "own_phone",
    "landline",
    "points_name",
    "ledger",
    "contest",
    "merge",
    "answer",
    "party",
    "parties",
    "buildings",
    "choose",
    "ballot",
    "activity",
    "starts",
    "closes",
    "name",
    "phone",
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: the function it comes from and its facts. A fact that is callable is made from what people said."""

    view: Callable[..., Any]
    facts: tuple[Any, ...]

    def say(self, words: Words, said: Said) -> str:
        """The sentence, or several, one a line."""
        made = self.view(words, *(fact(said) if callable(fact) else fact for fact in self.facts))
        return made if isinstance(made, str) else "\n".join(text for _command, text in made)


def _sentence(view: Callable[..., Any], *facts: Any) -> Sentence:
    return Sentence(view, facts)


def refusals(said: Said) -> list[errors.DomainError]:
    """Every refusal, in every shape that is worded differently."""
    return [
        errors.OrderTaken(said.number, (said.name,), others_open=2),
        errors.OrderTaken(said.number, (said.name, said.other, said.name), others_open=0),
        errors.PlacesKept(said.number),
        errors.PlaceFree(said.number),
        errors.HoldsAlready(said.number, said.name),
        errors.NotOnTheTeam(said.name),
        giving_errors.NobodyKnown(said.name),
        giving_errors.NoDeduction(said.name),
        errors.OfferDeclined(said.name),
        errors.NobodyToBlame(said.number),
        errors.AlreadyYours(said.number),
        place_errors.NotYoursAnyMore(said.number),
        place_errors.PlacesHeld(said.number, (said.name, said.name, said.name)),
        place_errors.NotListed(tuple(f"{n}#" for n in range(20)), tuple(f"{n * 2}#" for n in range(20))),
        *(
            record_errors.NotUnderstood(said.what, command)
            for command in ("report", "export", "file", "history", "stats")
        ),
        record_errors.StillToCome(date(2030, 9, 30)),
        record_errors.NoSuchDay(),
        record_errors.NoSuchMonth(13),
        request_errors.TooLateToSplit(said.number, said.number + 1),
        *(
            request_errors.AnsweredBefore("report", ended, said.number)
            for ended in ("submitted", "published", "joined", "moved", "dropped")
        ),
        *(request_errors.AnsweredBefore("order", ended, said.number) for ended in ("published", "dropped")),
        request_errors.AnsweredBefore("triage", "settle", said.number),
        request_errors.AnsweredBefore("alarm", "over", None),
        *(
            request_errors.AnsweredBefore("offer", ended, said.number)
            for ended in ("accepted", "declined", "withdrawn")
        ),
        errors.OrderNotFound(said.number),
        errors.OrderNotFound(),
        *(errors.WrongMoment(said.number, status, Step.RELEASE) for status in Status),
        *(errors.WrongMoment(said.number, Status.CLOSED, step) for step in (Step.UNDO, Step.NUDGE, Step.RATE)),
        errors.NudgedToday(said.number),
        errors.TooManyLines(10),
        errors.NobodyToTell(said.number),
        *(
            errors.NotAllowed(what)
            for what in ("setup", "settings", "invite", "party", "import", "order", Step.CONFIRM)
        ),
        errors.SettledBefore(said.number, Status.REDIRECTED, said.name),
        errors.SettledBefore(said.number, Status.OPEN, None),
        errors.SettledBefore(said.number, Status.OPEN, said.name, own=True),
        errors.TooManyClaims(3),
        errors.TeamClosed(),
        errors.SkillMissing(said.number, "carpentry"),
        *(errors.JoinDecided(said.name, approved) for approved in (True, False)),
        errors.NotInTeam(),
        *(activity_errors.ActivityOver(cancelled) for cancelled in (True, False)),
        activity_errors.ActivityNotBegun(datetime(2026, 11, 28, 9, tzinfo=ZoneInfo("Asia/Shanghai"))),
        *(activity_errors.ActivityStays(spent_by) for spent_by in (None, said.name)),
        activity_errors.ActivityFull(),
        activity_errors.CodeInvalid(),
        errors.SecretaryStays(),
        errors.OutOfRange(1, 50, 3),
        errors.NotEnoughPoints(20, 5),
        errors.NoCommunity(),
        errors.AlreadySetUp(said.community),
        errors.OnlyInGroup(),
        errors.OnlyInPrivate(),
        errors.InviteInvalid(),
        errors.ButtonExpired(),
        errors.NothingChanged(),
        errors.TooLateToReopen(said.number, 7),
        errors.OwnWork(said.number),
        errors.OwnPoints(),
        errors.SwitchedOff("donations"),
        errors.EntryNotFound(said.number),
        errors.ReversedBefore(said.number),
        errors.NotReversible(said.number),
        *(errors.BadInput(field, said.name) for field in INPUTS),
        _no_answer(errors.OutOfRange(1, 50, 3)),
        errors.MissingReason("cancel", said.number),
        errors.MissingReason("noshow", said.number),
        errors.NotABuilding(said.building[:20]),
        *(errors.SheetUnreadable(why) for why in SheetTrouble),
        errors.NotEnoughPoints(20, 5),
        shop_errors.ItemGone(),
        shop_errors.ItemGone(said.name),
        shop_errors.SoldOut(said.name),
        shop_errors.PriceChanged(said.name, 25),
        shop_errors.LimitReached(said.name, 2),
        shop_errors.StockTooLow(said.name),
        *(shop_errors.RedemptionOver(state, said.name) for state in ("handed_over", "expired", "cancelled")),
        shop_errors.RedemptionOver("held", None),
        shop_errors.HandedOverLongAgo(24),
        shop_errors.TooManyCodes(10),
        shop_errors.TooManyWishes(5),
        shop_errors.WishDecided(),
    ]


def _no_answer(error: errors.DomainError) -> errors.DomainError:
    """The same, said to a question that stands."""
    error.asked = True
    return error


def _toasts() -> Iterator[Sentence]:
    for index in range(len(refusals(Said()))):
        yield Sentence(explain.explain, (_refusal(index),))
    yield _sentence(explain.unexpected, "3f9a2c71")
    judged = (answers.rated, answers.not_fixed, answers.rated_before, answers.kept)
    plain = (*judged, answers.claimed, answers.arrived, answers.finished, answers.finished_before, answers.undone)
    taken = (*plain, answers.taken, answers.taken_before, answers.danger_over)
    yield _sentence(answers.published, 3)
    for fixed in (*taken, answers.reopened, answers.changed, answers.only_the_named):
        yield _sentence(fixed)
    yield from (
        _sentence(fixed)
        for fixed in (
            answers.left_line,
            answers.still_going,
            answers.reason_is_asked,
            answers.goes_on,
            answers.kept_till_morning,
        )
    )
    yield _sentence(answers.given)
    yield _sentence(answers.visit_refused)
    yield from (_sentence(limits.span, length) for length in (Span(days=2), Span(minutes=15), Span(minutes=240)))
    yield _sentence(answers.more_time, "11-26 18:00")
    yield from (_sentence(answers.in_line, place) for place in (None, 3))
    yield from (_sentence(fixed) for fixed in (answers.being_drawn, answers.redeemed, answers.wished))
    yield _sentence(answers.taken_off, "A")
    yield from (_sentence(answers.reported, done) for done in ("paper", "posted", "before"))
    yield _sentence(answers.posted, lambda said: said.number)
    yield _sentence(answers.submitted, lambda said: said.number)
    done = ("publish", "to", "reject", "back", "wait", "told", "set", "split", "accepted", "accepted_before")
    yield from (_sentence(answers.settled, each) for each in ("closed", "before", "sheet"))
    yield from (_sentence(answers.triaged, each) for each in done)
    yield from (_sentence(answers.untold, each) for each in ("reject", "split"))
    yield _sentence(answers.grid_first, NOW)
    yield from (_sentence(fixed) for fixed in (answers.nudged, answers.nudged_at_night, forgotten))
    yield _sentence(answers.confirmed, 60_000)
    yield from (_sentence(said) for said in (answers.put_to_the_group, answers.being_written))
    yield _sentence(answers.sign_up_is_open)
    for state, changed in ((SignUpState.GOING, True), (SignUpState.GOING, False), (SignUpState.WAITING, True)):
        yield _sentence(answers.standing, Standing(state, 3, changed=changed))
    yield from (_sentence(answers.standing, Standing(None, changed=changed)) for changed in (True, False))
    yield _sentence(answers.to_somebody, lambda said: said.name, "👍")


def _refusal(index: int) -> Callable[[Said], errors.DomainError]:
    return lambda said: refusals(said)[index]


def _labels() -> Iterator[Sentence]:
    yield from (_sentence(labels.status_word, status) for status in Status)
    yield from (_sentence(labels.plain_status, status) for status in Status)
    yield from (_sentence(labels.urgency_word, urgency) for urgency in Urgency)
    yield from (_sentence(labels.unusual_urgency, urgency) for urgency in Urgency if urgency is not Urgency.NORMAL)
    yield from (_sentence(labels.pause_word, reason) for reason in PauseReason)
    yield from (_sentence(labels.size_word, size) for size in Size)
    yield from (_sentence(labels.hours_word, minutes) for minutes in (60, 95))
    yield from (_sentence(labels.kind_word, kind) for kind in Kind)
    yield from (_sentence(labels.area_word, area) for area in Area)
    yield from (_sentence(labels.party_kind_word, kind) for kind in PartyKind)
    yield from (_sentence(labels.party_name, lambda said, kind=kind: party(said, kind)) for kind in PartyKind)
    yield _sentence(labels.party_name, None)
    yield from (_sentence(labels.answer_words, READY + reason) for reason in READY_REASONS)
    yield _sentence(labels.answer_words, lambda said: said.reason)
    yield from (_sentence(triage.menu_question, menu) for menu in MENUS)
    yield from (_sentence(triage.reject_word, reason) for reason in READY_REASONS)
    yield from (_sentence(triage.edit_word, field) for field in TRIAGE_FIELDS)
    yield from (_sentence(passing_on.field_word, field) for field in ("address", "when", "words", "photo"))
    yield from (_sentence(passing_on.ready_time, ready) for ready in passing_on.READY_TIMES)
    yield from (_sentence(labels.star_word, level) for level in range(1, 6))
    yield from (_sentence(labels.role_word, role) for role in Role)
    yield from (_sentence(labels.skill_word, skill.key) for skill in DEFAULT_SKILLS)
    yield _sentence(labels.skill_word, lambda said: said.skill)
    yield from (_sentence(activities.kind_word, kind) for kind in ActivityKind)
    yield from (_sentence(activities.duration, minutes) for minutes in (45, 90, 120))
    yield from (_sentence(drafts.field_word, field) for field in EDITABLE)
    yield from (_sentence(drafts.question, field) for field in ("community", *EDITABLE))
    yield from (_sentence(settings.setting_question, field) for field in SETTINGS)
    yield from (_sentence(settings.switch_question, name, on) for name in SWITCHES for on in (True, False))
    yield from (_sentence(settings.language_word, locale) for locale in LOCALES)
    yield from (_sentence(labels.emergency_word, name) for name, _ in Practice().emergency_numbers)
    yield _sentence(labels.emergency_word, lambda said: said.name)
    yield from (_sentence(labels.counted, 30, unit) for unit in ("条", "pcs"))
    yield from (_sentence(shelf.move_word, kind) for kind in MoveKind)
    yield from (_sentence(bringing.trouble_word, trouble, "x") for trouble in PastTrouble)
    yield from (_sentence(bringing.column_word, column) for column in Column)
    yield from (_sentence(goods_sheet.trouble_word, trouble) for trouble in RowTrouble)
    yield from (_sentence(labels.verdict_word, verdict) for verdict in Verdict)
    yield from (_sentence(labels.call_word, result) for result in CallResult)
    yield from (_sentence(judging.redo_word, word) for word in ("same", "new", "part"))
    yield from (_sentence(drafts.reason_word, ready) for ready in ("busy", "parts", "skill"))
    yield from (_sentence(menu) for menu in (menus.private_menu, menus.group_menu, menus.staff_menu))
    yield from _residents()


def _residents() -> Iterator[Sentence]:
    yield _sentence(menus.main_keys)
    for asked in ("community", "what", "building", "flat", "name", "phone", "when"):
        yield _sentence(residents.report_question, asked, OrderDetails())
    seen = OrderDetails(photos=(Photo("file", "unique"),))
    yield _sentence(residents.report_question, "what", seen)
    yield from (_sentence(residents.danger_word, kind) for kind in Danger)
    yield _sentence(residents.ready_words, "public", "")
    yield from (_sentence(residents.ready_words, "time", key) for key in ("now", "today", "tomorrow", "any"))
    yield from (_sentence(residents.what_words, OrderDetails(what=sign)) for sign in (HEARD, SEEN))


TOASTS = [*_toasts()]
SENTENCES = [*TOASTS, *_labels()]
