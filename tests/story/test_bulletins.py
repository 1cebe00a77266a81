"""Reports: what is counted, who may see it, what the group reads and when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select, update

from bot.domain.figures import Counts, Figures, Share, Wait
from bot.domain.ids import CommunityId
from bot.domain.life import ENDED, Status, Step
from bot.domain.periods import Every, Period, period_of
from bot.models import Account, Community, FollowUp, Grid, HoursEntry, Order, OrderEvent, Party
from bot.models.ledger import AccountKind
from bot.models.places import PartyKind
from bot.models.residents import CallResult
from bot.storage.ground.uow import Reading
from bot.storage.records.bulletins import board_of
from bot.storage.records.figures import figures_of, span_of
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_settlement import earns, file_of, until
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

HERE = CommunityId(1)
CLAIMS = (Step.CLAIM, Step.ASSIGN)


class Tale:
    """The history of one order, read from its first step to its last."""

    def __init__(self, steps: Sequence[OrderEvent]) -> None:
        changed = [step for step in steps if step.was is not step.now]
        self.began, self.status = steps[0].at, steps[-1].now
        self.ended = changed[-1].at if self.status in ENDED else None
        self.published = [step.at for step in steps if step.step is Step.PUBLISH]
        self.taken = [step.at for step in steps if step.step in CLAIMS and step.at >= self.published[-1]]
        self.fixed = [step.at for step in steps if step.step is Step.FINISH]


def within(at: datetime | None, span: tuple[datetime, datetime]) -> bool:
    return at is not None and span[0] <= at < span[1]


def ranked(spans: Sequence[timedelta]) -> Wait | None:
    """By counting: the shortest of these within which so many of them lie."""
    if not spans:
        return None
    found = [min(each for each in spans if 100 * sum(s <= each for s in spans) >= p * len(spans)) for p in (50, 90)]
    return Wait(*found)


async def recounted(tx: Reading, community: Community, period: Period) -> Figures:
    """The figures from what happened alone: histories, balances and minutes, read through from the beginning."""
    tales: dict[int, list[OrderEvent]] = {}
    for step in await tx.session.scalars(select(OrderEvent).order_by(OrderEvent.number, OrderEvent.seq)):
        tales.setdefault(step.number, []).append(step)
    told = {number: Tale(steps) for number, steps in tales.items()}
    span = span_of(community, period)
    orders: dict[int, Order] = {order.number: order for order in await tx.session.scalars(select(Order))}

    def counts(numbers: Sequence[int]) -> Counts:
        of = [told[number] for number in numbers]
        return Counts(
            sum(within(each.began, span) for each in of),
            sum(each.status is Status.CLOSED and within(each.ended, span) for each in of),
            sum(each.began < span[1] and (each.ended is None or each.ended >= span[1]) for each in of),
        )

    fixed = [t for t in told.values() if t.fixed and t.status is Status.CLOSED and within(t.ended, span)]
    members = select(func.sum(Account.balance)).where(Account.kind == AccountKind.MEMBER)
    buildings = {order.building for order in orders.values()}
    by_building = {name: counts([n for n in told if orders[n].building == name]) for name in buildings}
    return Figures(
        period,
        all=counts(list(told)),
        by_building={name: of for name, of in by_building.items() if of != Counts()},
        to_claim=ranked([each.taken[0] - each.published[-1] for each in fixed]),
        to_finish=ranked([each.fixed[-1] - each.began for each in fixed]),
        minutes=sum(await tx.session.scalars(select(HoursEntry.minutes))),
        points=await tx.session.scalar(members) or 0,
    )


async def busy_days(town: Town) -> None:
    """One order is done at once, one slowly, one waits, one is cancelled."""
    ann, bob = await town.volunteer("李建国"), await town.volunteer("波")
    await earns(town, ann, "灯不亮")
    await town.order("6号楼 水管漏 水工 李叔 13900139000")
    await town.passes(hours=30)
    await bob.taps("我来修", under=town.card_of(1002))
    await town.passes(hours=5)
    await bob.taps("修好了", under=bob.sees("水管漏"))
    await town.secretary.taps("确认", under=town.secretary.sees("水管漏"))
    await town.order("6号楼 门锁坏 李叔 13900139000")
    await town.order("7号楼 窗户关不上 李叔 13900139000")
    await town.secretary.says("/cancel 1004 搬走了")


async def test_the_figures_are_those_of_the_histories_and_everybody_reads_what_is_theirs(town: Town) -> None:
    await busy_days(town)
    ann, secretary, group = town.actor("李建国"), town.secretary, town.group
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, HERE)
        november = period_of(date(2026, 11, 9), Every.MONTH)
        for period in (
            november,
            Period(date(2026, 11, 23), date(2026, 11, 24)),
            period_of(date(2027, 1, 1), Every.MONTH),
        ):
            counted, again = await figures_of(tx, community, period), await recounted(tx, community, period)
            assert (counted.all, counted.by_building) == (again.all, again.by_building)
            assert (counted.to_claim, counted.to_finish) == (again.to_claim, again.to_finish)
        whole, again = await figures_of(tx, community, november), await recounted(tx, community, november)
        assert (whole.minutes, whole.points) == (again.minutes, again.points) == (180, 20)
        assert (whole.claimed_in_time, whole.finished_in_time) == (Share(1, 2), Share(2, 2))
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        tx.session.add(Grid(community_id=HERE, id=1, name="东片"))
        tx.session.add(Party(community_id=HERE, id=1, name="", kind=PartyKind.PROPERTY))
        await tx.session.flush()
        await tx.session.execute(update(Order).where(Order.number < 1003).values(grid_id=1))
        called = {"result": CallResult.SATISFIED, "called_at": tx.now}
        answered = {"status": Status.CLOSED, "party_id": 1, "grid_id": 1, "ended_at": tx.now}
        await tx.session.execute(update(Order).where(Order.number == 1003).values(**answered))
        handed_over = {"step": Step.REDIRECT, "at": tx.now, "now": Status.REDIRECTED, "details": {}}
        tx.session.add(OrderEvent(community_id=HERE, number=1003, seq=99, **handed_over))
        await tx.session.execute(update(FollowUp).where(FollowUp.number == 1002).values(**called))
        community = await tx.session.get_one(Community, HERE)
        party, grid = await board_of(tx, community, november)
        assert (party.kind, party.done, party.in_time) == (PartyKind.PROPERTY, 1, Share(1, 1))
        assert (grid.name, grid.done, grid.satisfied) == ("东片", 2, Share(1, 1))
        assert (await figures_of(tx, community, november)).by_grid == {"东片": Counts(3, 3, 0)}
    await ann.says("/stats", in_=group)
    satisfied = "收到 4 单,办好 3 单 · 满意 100%"
    assert f"本周 · {satisfied}\n  本月 · {satisfied}\n  现在还有 0 单没办完" in town.group_screen
    await secretary.says("/report 2026-11")
    report = secretary.last
    assert "工单报告 · 2026年11月" in report.text
    assert "收到 4(+4)" in report.text
    assert "接单用时 一半的单不超过 1分钟,九成不超过 30 小时" in report.text
    assert "发到群里" not in str(report.as_json())  # it is not over
    number = f"{HERE}:post:20261101:20261201"
    assert "过期" in (await secretary.forges(f"1:bull:{number}:9", under=report)).text
    assert "只有书记和工作人员" in (await ann.forges(f"1:bull:{number}:9", under=ann.last)).text
    await ann.says("/report week")
    assert "只有书记和工作人员" in ann.last.text
    await secretary.says("/report 2024-01-01 2026-01-01")
    assert "不超过一年" in secretary.last.text
    await secretary.taps("数字怎么来的", under=report)
    assert "办结 这段时间里办结的单" in report.text
    await secretary.taps("返回", under=report)
    assert "一会儿发给您" in (await secretary.taps("打印", under=report)).text
    assert file_of(town).startswith(b"%PDF-")


async def test_a_bulletin_comes_once_with_a_picture_and_forgets_who_is_forgotten(town: Town) -> None:
    secretary, group = town.secretary, town.group
    ann = await town.volunteer("李建国")
    await earns(town, ann, "灯不亮")
    await secretary.says("/language")
    await secretary.taps("English")
    await secretary.says("/settings")
    await secretary.taps("More settings")
    await secretary.taps("Weekly bulletin", under=secretary.sees("no weekly bulletin"))
    await secretary.taps("Change")
    assert "bulletin on Mondays" in secretary.last.text
    await until(town, datetime(2026, 11, 30, 0, 29, tzinfo=UTC))
    await town.tick()
    assert "工单通报" not in town.group_screen
    await town.passes(minutes=2)
    posted = town.newest(group.messages, "工单通报")
    assert "感谢 李建国" in posted.caption
    assert "2026年11月23日 到 2026年11月29日" in posted.caption
    report = secretary.sees("Report · Nov 23, 2026 to Nov 29, 2026")
    assert "already" in (await secretary.taps("Post it", under=report)).text
    await until(town, datetime(2026, 12, 1, 0, 31, tzinfo=UTC))
    town.world.faults.time_out("sendPhoto", acts=True)
    await town.tick()
    await town.tick()
    assert "The bulletin of November 2026 may or may not have been posted" in secretary.screen
    assert town.group_screen.count("工单通报") == 2  # the week's and the month's
    await until(town, datetime(2026, 12, 7, 0, 31, tzinfo=UTC))
    await town.tick()
    assert town.group_screen.count("工单通报") == 2  # nothing happened in that week
    town.world.faults.time_out("editMessageCaption", acts=False, times=2)
    await ann.says("/forget")
    await ann.taps("删掉")
    await town.passes(minutes=2)
    assert "李建国" not in posted.caption
    assert secretary.screen.count("may or may not") == 1  # it stands there: nobody needs to look
