"""A sample of every screen, in every shape it has: what the tests of this folder look at.

Two tests keep the table whole: every view function is in it, and every message of the catalogue is said by it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.domain.contact import Contact
from bot.domain.ids import Points
from bot.domain.kind import Kind
from bot.domain.lateness import LONG_UNCLAIMED
from bot.domain.life import ClaimState, Status, Step
from bot.domain.periods import week_of
from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.domain.urgency import Urgency
from bot.models.orders import Media
from bot.storage.points.stars import StarFacts
from bot.storage.records.own_digests import OutsideOrder, Share, StaffNews
from bot.storage.repairs.clock_facts import ClockFacts
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.usecases.repairs.drafting import EDITABLE
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, OrderDetails
from bot.views import call_ups, community, digests, doubts, drafts, knowing, lists, orders
from tests.views import (
    facts,
    samples_activities,
    samples_alarms,
    samples_buildings,
    samples_bulletins,
    samples_clocks,
    samples_grids,
    samples_judging,
    samples_knowing,
    samples_ledger,
    samples_places,
    samples_polls,
    samples_record,
    samples_residents,
    samples_settings,
    samples_settlement,
    samples_shop,
    samples_standard,
    samples_team,
    samples_triage,
)
from tests.views.facts import NOW, Said
from tests.views.sampling import BOT, CHAT, Sample, name, number, public, reason, sample


def _cards() -> Iterator[Sample]:
    states: list[dict[str, Any]] = [{"status": status} for status in Status]
    states += [{"urgency": urgency} for urgency in Urgency]
    states += [{"last_step": step} for step in (Step.LAPSE, Step.REOPEN)]
    yield from (public(orders.order_card, partial(facts.order, **state)) for state in states)
    yield public(orders.order_card, partial(facts.plain_order, points=Points(1)))
    for stage in ("asked", "declined", "yours", "over"):
        yield sample(call_ups.call_up, partial(facts.order, urgency=Urgency.CRITICAL), stage)
        yield sample(call_ups.call_up, facts.order, stage, of_grid=True, group_at="09:15")
        yield sample(call_ups.call_up, facts.order, stage, of_grid=True)
    for status in Status:
        yield sample(call_ups.call_up, partial(facts.order, status=status), "over", party=facts.party)
    yield sample(call_ups.call_up, facts.claimed, "over")
    yield public(orders.order_card, lambda said: facts.order(said, skill=said.skill))
    yield public(orders.order_card, _crowded)
    yield public(orders.order_card, lambda said: facts.order(said, holders=_two(said)))
    yield public(orders.order_card, partial(facts.claimed, kind=Kind.WISH, status=Status.DONE))
    yield public(orders.moved_card, facts.order)


def _two(said: Said) -> tuple[HolderFacts, ...]:
    return (
        facts.holder(said.name, ClaimState.AWAITING_START),
        facts.holder(said.other, claim=2, arrived=True),
    )


def _crowded(said: Said) -> OrderFacts:
    many = tuple(facts.holder(said.name, claim=claim) for claim in range(60))
    return facts.order(said, people_needed=99, places_taken=60, holders=many)


def _jobs() -> Iterator[Sample]:
    mine = partial(facts.holder, "Me")
    shapes: list[Callable[[Said], OrderFacts]] = [
        facts.claimed,
        partial(facts.claimed, urgency=Urgency.NORMAL, contact=Contact(), convenient=None),
        lambda said: facts.claimed(said, contact=replace(facts.contact(said), extension=None)),
        lambda said: facts.claimed(said, contact=Contact(), by_family=said.name),
        lambda said: facts.claimed(said, holders=(facts.holder(said.name), facts.holder(said.other, claim=2))),
        _crowded,
        partial(facts.claimed, status=Status.DONE, result_photos=("one",)),
        partial(facts.claimed, status=Status.DONE, result=None),
        partial(facts.claimed, status=Status.CLOSED),
    ]
    yield from (sample(orders.job, shape, mine()) for shape in shapes)
    yield sample(orders.job, facts.claimed, mine(arrived=True))
    yield sample(orders.job, facts.claimed, mine(), unskilled=True, resting=True)
    yield sample(orders.job, facts.order, None)
    yield sample(orders.job_photos, partial(facts.order, report_photos=("file",)))
    yield sample(orders.job_photos, partial(facts.order, report_clips=(("file", Media.VOICE),)))
    yield sample(orders.job_photos, facts.order)


def _reviews() -> Iterator[Sample]:
    done = partial(facts.claimed, status=Status.DONE, result_photos=("one", "two"))
    yield sample(orders.review, done, this_round=1, zone=facts.ZONE)
    yield sample(orders.review, done, this_round=1, zone=facts.ZONE, own=True)
    yield sample(
        orders.review,
        lambda said: replace(_crowded(said), status=Status.DONE, result=None),
        this_round=1,
        zone=facts.ZONE,
    )
    yield sample(orders.review, partial(facts.claimed, round=2), this_round=1, zone=facts.ZONE)
    yield sample(orders.review, partial(facts.claimed, round=2, last_step=Step.UNDO), this_round=1, zone=facts.ZONE)
    yield sample(orders.review, partial(facts.claimed, status=Status.CLOSED), this_round=1, zone=facts.ZONE)
    yield sample(orders.review_photo, number, "file")


def _messages() -> Iterator[Sample]:
    for kind in (
        "thanks",
        "reopened",
        "released_by_staff",
        "finished_by_other",
        "cancelled",
        "unearned",
        "uncounted",
        "points_spent",
    ):
        yield sample(orders.notice, facts.order, kind, points=10, reason=reason, balance=30)


def _order_drafts() -> Iterator[Sample]:
    def at(step: str, known: Callable[[Said], OrderDetails], community_id: int | None = 1) -> Callable[[Said], Any]:
        return lambda said: facts.order_draft(step, known(said), community_id)

    for step in (CONFIRM, CHOOSING, *EDITABLE):
        yield sample(drafts.order_draft, at(step, facts.details), facts.community, [])
    yield sample(drafts.order_draft, at(CONFIRM, lambda _: OrderDetails()), facts.community, [])
    bare = at(CONFIRM, lambda said: OrderDetails(building=said.building, what=said.what))
    yield sample(drafts.order_draft, bare, facts.community, [])
    unclear = at(CONFIRM, lambda said: facts.details(said, unclear=(said.unclear,) * 50), None)
    yield sample(drafts.order_draft, unclear, None, lambda said: [facts.community(said)] * 3)
    yield from (sample(drafts.order_draft_ended, ended, number) for ended in ("published", "entered", "dropped"))
    yield sample(drafts.order_draft_ended, "published", number, "09:31")


def _drafts() -> Iterator[Sample]:
    yield sample(drafts.release_draft, facts.draft("release", "reason"), number)
    for step in ("points", "why"):
        yield sample(drafts.points_draft, facts.draft("points", step, said={"points": 15}), number)
    for kind, ended in (("release", "released"), ("release", "dropped"), ("points", "changed"), ("points", "dropped")):
        yield sample(drafts.work_draft_ended, kind, ended, number)
    for what in (
        "finished",
        "noted",
        "objected",
        "nobody_came",
        "party_idle",
        "settled",
        "released",
        "cancelled",
        "order_incomplete",
        "order_of_a_member",
        "order_by_staff",
        "typed_order_stays",
        "number_taken_down",
        "number_stays",
        "digest",
        "language",
    ):
        yield sample(drafts.said, what, number)


def _lists() -> Iterator[Sample]:
    nothing = knowing.StatusFacts((), (), (), number=None, knows_phone=False, just_bound=False)
    yield sample(knowing.status, nothing)
    yield sample(knowing.status, replace(nothing, number=1024, knows_phone=True, just_bound=True))
    yield sample(knowing.status, lambda said: replace(nothing, held=(facts.claimed(said),) * 50))
    yield sample(knowing.status, lambda said: replace(nothing, had=(facts.order(said),)))
    yield sample(knowing.status, lambda said: replace(nothing, looked_up=(_crowded(said), facts.order(said))))
    for communities, count in ((1, 0), (1, 12), (50, 12)):
        yield public(lists.open_list, partial(_waiting, communities=communities, count=count))
    yield from (public(digests.digest, shown) for shown in (facts.digest, _busy_morning, _proud_morning))
    yield from _own_digests()


def _waiting(said: Said, *, communities: int, count: int) -> list[Any]:
    shown = [facts.order(said, people_needed=3), facts.plain_order(said)] if count else []
    return [(facts.community(said), shown, count)] * communities


def _own_digests() -> Iterator[Sample]:
    def news(said: Said) -> Any:
        outside = (OutsideOrder(facts.order(said), facts.party(said)), OutsideOrder(facts.plain_order(said), None))
        return StaffNews(2, 1, (said.name, said.other), 9, 1, late=3, late_outside=2, outside=outside)

    yield sample(digests.own_digest, _busy_morning, Share.STAFF, news, digests.Books(1284, "3f9a7c21d04b", 12))
    yield sample(digests.own_digest, _proud_morning, Share.STAFF, StaffNews())
    yield sample(digests.own_digest, _proud_morning, Share.STAFF, StaffNews(), dangers=samples_alarms.dangers)
    yield from (sample(digests.own_digest, _busy_morning, share) for share in (Share.GRID, Share.OWN))


def _busy_morning(said: Said) -> Any:
    old = facts.plain_order(said, opened_at=NOW - LONG_UNCLAIMED - timedelta(hours=1))
    return facts.digest(
        said,
        closed=4,
        thanked=((said.name, 2), (said.other, 1)),
        overdue=(facts.claimed(said), old),
        overdue_count=9,
        appointments=(facts.claimed(said, clocks=ClockFacts(appointment_at=NOW)),) * 4,
        open_orders=(facts.order(said),) * 8,
        open_count=20,
        working=(facts.claimed(said), _crowded(said)),
        working_count=20,
        waiting_count=3,
        calls_count=12,
        stars=(StarFacts(said.name, ShownAs.NAME, 7, 1), StarFacts(said.other, ShownAs.NUMBER, 8, 5)),
    )


def _proud_morning(said: Said) -> Any:
    return facts.digest(said, closed=300, thanked=((said.name, 3),) * 100, calls_count=1)


def _set_up() -> Iterator[Sample]:
    full = community.RightsFacts(can_post=True, can_delete=True, reads_everything=True, admin=True)
    bare = community.RightsFacts(can_post=False, can_delete=False, reads_everything=False, admin=False)
    for rights in (full, bare, None):
        for own in (facts.community, None):
            yield public(community.setup_card, rights, own, CHAT, BOT)
    yield from (public(community.group_help, own, BOT) for own in (facts.community, None))


def _doubts() -> Iterator[Sample]:
    row = 2**63 - 1
    yield sample(doubts.doubtful_digest, row, facts.NOW.date())
    yield sample(doubts.doubtful_bulletin, row, week_of(facts.NOW.date()))
    yield sample(doubts.doubtful_poll, row, reason)
    yield sample(doubts.doubtful_call, row, reason)


def _people() -> Iterator[Sample]:
    for practice in ({}, {"join_needs_approval": False}):
        asked = partial(facts.community, practice=practice)
        yield sample(community.invite_menu, asked, f"https://t.me/{BOT}?start=team_1")
    for role in Role:
        yield sample(community.invite_link, facts.community, role, f"https://t.me/{BOT}?start=join_{'x' * 43}")
        yield sample(community.welcome, facts.community, role)
        yield sample(community.welcome, facts.community, role, gift=10)
    yield sample(community.hello, None, frozenset[Role](), lost=True)
    for roles in (Role, {Role.CLERK}, {Role.VOLUNTEER}):
        yield sample(community.hello, facts.community, frozenset(roles), lost=False)
    yield sample(community.language)
    yield sample(community.keys)
    yield from _doubts()
    yield public(community.open_private, name, BOT)
    yield sample(community.clock_alarm, 5)
    for why in ("full", "folder", "damaged", "other"):
        yield sample(community.backup_alarm, why)


SCREENS = [
    *_cards(),
    *_jobs(),
    *_reviews(),
    *_messages(),
    *_order_drafts(),
    *_drafts(),
    *_lists(),
    *_set_up(),
    *_people(),
    *samples_alarms.samples(),
    *samples_residents.samples(),
    *samples_triage.samples(),
    *samples_record.SCREENS,
    *samples_settings.SCREENS,
    *samples_settlement.SCREENS,
    *samples_shop.SCREENS,
    *samples_standard.SCREENS,
    *samples_team.SCREENS,
    *samples_places.samples(),
    *samples_buildings.SCREENS,
    *samples_clocks.samples(),
    *samples_grids.SCREENS,
    *samples_judging.samples(),
    *samples_knowing.samples(),
    *samples_polls.SCREENS,
    *samples_ledger.SCREENS,
    *samples_activities.SCREENS,
    *samples_bulletins.SCREENS,
]
