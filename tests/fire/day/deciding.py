"""Deciding together: a question is put to the group, voted on, asked again and put on record."""

from tests.fire.scene import ALWAYS_DAY, PATIENCE, Day, Scene, Step, everybody_starts, privately


async def asks_everybody(day: Day) -> None:
    day.time_passes(ALWAYS_DAY)
    words = "/deliberate 停车位怎么分? 抽签 / 先到先得 / 公开"
    await day.hears(day.secretary, "抽签", lambda: day.secretary.says(words), "发到群里")


async def is_put_to_the_group(day: Day) -> None:
    draft = await day.place.sees(day.secretary.private, "抽签", "发到群里")
    day.secretary.taps("发到群里", under=draft)
    await day.world.until(lambda: day.world.polls, seconds=PATIENCE, what="the poll")
    posted = "SELECT count(*) FROM poll WHERE telegram_id IS NOT NULL"
    await day.stage.until_books(lambda books: books.number(posted), what="the poll's place")


async def is_voted_on(day: Day) -> None:
    poll = next(message for message in day.group.messages if "poll" in message.as_json())
    day.ann.votes("抽签", under=poll)
    day.bob.votes("先到先得", under=poll)
    votes = "SELECT count(*) FROM poll_vote JOIN poll USING (community_id, number) WHERE voters = 2"
    await day.stage.until_books(lambda books: books.number(votes) == 2, what="the votes")


async def is_decided(day: Day) -> None:
    day.time_passes("UPDATE poll SET closes_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.secretary.private, "2 人投票", "再来一轮")


async def is_asked_again(day: Day) -> None:
    result = await day.place.sees(day.secretary.private, "2 人投票", "再来一轮")
    await day.hears(day.secretary, "第 2 轮", lambda: day.secretary.taps("再来一轮", under=result), "不发了")


async def is_put_on_record(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "协商记录", "1")
    await day.hears(day.secretary, "会议纪要", lambda: day.secretary.taps("1", under=listed))


DECIDED = Scene(
    (
        Step(everybody_starts, ()),
        Step(asks_everybody, ("usecases.gatherings.deliberating.deliberate",)),
        Step(is_put_to_the_group, ("usecases.gatherings.deliberating.press_ballot",)),
        Step(is_voted_on, ("usecases.gatherings.polls.vote", "usecases.gatherings.poll_results.hear_tally")),
        Step(is_decided, ("usecases.gatherings.polls.close_poll_in_time",)),
        Step(is_asked_again, ("usecases.gatherings.deliberating.another_round",)),
        Step(privately("secretary", "/minutes", "协商记录"), ("usecases.gatherings.minutes.ask_minutes",)),
        Step(is_put_on_record, ("usecases.gatherings.minutes.press_minutes",)),
    )
)
