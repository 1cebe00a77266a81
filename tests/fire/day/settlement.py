"""Points of a month are settled, hours thanked for, the month's volunteer voted on, old points lapse; figures."""

from datetime import timedelta

from tests.fire.day.judgement import is_fixed_for
from tests.fire.day.record import RECORD
from tests.fire.play import CONFIRM
from tests.fire.scene import PATIENCE, Day, Scene, Step, everybody_starts, privately

GATE = "门铃不响"


async def earns_points(day: Day) -> None:
    await is_fixed_for(day, GATE)
    review = await day.place.sees(day.secretary.private, GATE, CONFIRM)
    day.secretary.taps(CONFIRM, under=review)
    await day.place.sees(day.secretary.private, GATE, also=lambda card: "已办结" in card.text)


async def was_long_ago(day: Day) -> None:
    """Nobody can move an entry to another day, so what forbids it is taken away, as an intruder would."""
    await day.stage.until_quiet()
    file = day.stage.books.file is not None
    day.time_passes("DROP TRIGGER ledger_entry_no_update" if file else "ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    day.time_passes("UPDATE ledger_entry SET at = '2020-01-10 00:00:00.000000'")
    await day.hears(day.secretary, "2020年1月", lambda: day.secretary.says("/settle"), "清算")


async def is_to_be_voted_on(day: Day) -> None:
    """Two people have points of last month, and the community wants the vote."""
    await day.stage.until_quiet()
    file = day.stage.books.file is not None
    day.time_passes("DROP TRIGGER ledger_entry_no_update" if file else "ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    first = day.stage.clock.now().replace(day=1)
    day.time_passes(f"UPDATE ledger_entry SET at = '{first - timedelta(days=5):%Y-%m-%d} 00:00:00.000000'")  # noqa: S608 - our own date
    day.time_passes(
        "INSERT INTO account (community_id, id, kind, owner_id, balance, overdraft) SELECT community_id, 99, 'member', "
        "(SELECT max(person_id) FROM membership WHERE person_id <> owner_id), 10, 0 FROM account WHERE kind = 'member'"
    )
    day.time_passes(
        "INSERT INTO ledger_entry (community_id, seq, at, kind, source_id, target_id, amount, key, previous_mac, mac) "
        "SELECT community_id, 99, at, kind, source_id, 99, amount, 'twin', previous_mac, mac FROM ledger_entry"
    )
    day.time_passes("""UPDATE community SET practice = '{"monthly_vote": true}'""")
    await day.world.until(lambda: day.world.polls, seconds=PATIENCE, what="the vote")


async def looks_twice(day: Day) -> None:
    look = await day.place.sees(day.secretary.private, "2020年1月", "清算")
    day.secretary.taps("清算", under=look)
    await day.place.sees(day.secretary.private, "2020年1月", "确定清算")


async def is_settled(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "2020年1月", "确定清算")
    day.secretary.taps("确定清算", under=question)
    await day.place.sees(day.secretary.private, "已清算", "表格")
    await day.place.sees(day.group, "名单公示")


async def serves_long(day: Day) -> None:
    """Hours are on the books; the next tick finds that they are worth a star."""
    day.time_passes(
        "INSERT INTO hours_entry (community_id, seq, person_id, at, kind, minutes, key) "
        "SELECT community_id, 1000, owner_id, '2020-01-10 00:00:00.000000', 'activity', 6000, 'long' "
        "FROM account WHERE kind = 'member'"
    )
    await day.place.sees(day.ann.private, "一星志愿者")


async def looks_back(day: Day) -> None:
    roll = await day.place.sees(day.ann.private, "光荣榜", "累计")
    day.ann.taps("累计", under=roll)
    await day.place.sees(day.ann.private, "光荣榜", "本月")


async def is_explained(day: Day) -> None:
    report = await day.place.sees(day.secretary.private, "工单报告", "数字怎么来的")
    day.secretary.taps("数字怎么来的", under=report)
    await day.place.sees(day.secretary.private, "这些数怎么算的", "返回")


async def has_slept_through_a_monday(day: Day) -> None:
    day.time_passes("UPDATE community SET created_at = '2020-01-01 00:00:00.000000'")
    day.time_passes("""UPDATE community SET practice = '{"weekly_bulletin": true}'""")
    taken = "SELECT count(*) FROM slot WHERE kind = 'bulletin-week'"
    await day.stage.until_books(lambda books: books.number(taken), what="the bulletin's slot")


async def are_to_lapse(day: Day) -> None:
    day.time_passes("""UPDATE community SET practice = '{"lapse_months": 1}'""")
    await day.place.sees(day.ann.private, "积分,用到")


async def lapse(day: Day) -> None:
    day.time_passes("UPDATE points_lapse SET lapses_at = '2020-01-01 00:00:00.000000'")
    lapsed = "SELECT count(*) FROM ledger_entry WHERE kind = 'expiry'"
    await day.stage.until_books(lambda books: books.number(lapsed) == 1, what="the lapse")


VOTED = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(is_to_be_voted_on, ("usecases.points.honouring.hold_vote",)),
        Step(privately("secretary", "/report week", "工单报告"), ("usecases.record.bulletins.ask_report",)),
        Step(is_explained, ("usecases.record.bulletins.press_report",)),
        Step(privately("ann", "/stats", "本周"), ("usecases.record.bulletins.ask_stats",)),
        Step(has_slept_through_a_monday, ("usecases.record.bulletin_times.take_bulletin",)),
    )
)


SETTLED = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(was_long_ago, ("usecases.points.settling.ask_settlement",)),
        Step(looks_twice, ()),
        Step(is_settled, ("usecases.points.settling.press_settlement",)),
        Step(serves_long, ("usecases.points.recognising.thank_in",)),
        Step(privately("ann", "/rank", "光荣榜"), ("usecases.points.recognising.ask_rank",)),
        Step(looks_back, ("usecases.points.recognising.press_rank",)),
        Step(are_to_lapse, ("usecases.points.lapsing.announce_lapses",)),
        Step(lapse, ("usecases.points.lapsing.lapse_one",)),
        *RECORD,
    )
)
