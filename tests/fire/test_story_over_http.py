"""The main job played from outside: a real process, real HTTP, a real database, and fifty thumbs at once."""

import asyncio
import re

from bot.sandbox.calls import Call
from bot.sandbox.people import Person
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.fire.audit import audit
from tests.fire.harness import Stage, free_port
from tests.fire.play import CLAIM, RESULT, Job, Neighbourhood, neighbourhood, newest
from tests.town import EXAMPLE

WHAT = "卧室门框开裂需要维修"
NAME, PHONE, FLAT = "刘运京", "13800138000", "1401"
CROWD = 50
CANARIES = (NAME, PHONE, f"2单元{FLAT}", rf"(?<![\w.:-]){FLAT}(?![\w-])")


def one_place(here: Neighbourhood) -> Job:
    """Next to the example: another room, for a single volunteer."""
    what = WHAT.replace("卧室", "厨房")
    return Job(what, EXAMPLE.replace(" 2人", "").replace(WHAT, what), here.volunteers)


def two_places(here: Neighbourhood) -> Job:
    """The example as it stands: 2人."""
    return Job(WHAT, EXAMPLE, here.volunteers, people=2)


async def play(stage: Stage, here: Neighbourhood, job: Job) -> list[Person]:
    """The whole story from the set-up to the points; who won."""
    await here.set_up()
    card = await here.posts(job)
    await stage.tap_together(here.volunteers, CLAIM, card)
    winners = await here.winners(job)
    await here.works(job, winners[0])
    await here.judges(job)
    return winners


async def play_both(stage: Stage) -> list[tuple[Neighbourhood, Job, list[Person]]]:
    """In one neighbourhood one is needed, next door two at the same time."""
    first, second = neighbourhood(stage, 0, CROWD), neighbourhood(stage, 1, CROWD)
    jobs = one_place(first), two_places(second)
    winners = await asyncio.gather(play(stage, first, jobs[0]), play(stage, second, jobs[1]))
    await stage.until_quiet()
    return list(zip((first, second), jobs, winners, strict=True))


def calls_to(here: Neighbourhood, chat_id: int) -> list[Call]:
    """Every call that said something in a chat or changed what was said, refused ones too."""
    return [call for call in here.world.calls if str(call.params.get("chat_id")) == str(chat_id)]


def assert_everybody_knows(here: Neighbourhood, job: Job, winners: list[Person]) -> None:
    """As many winners as places; every other tap was told who they are; the one card says so."""
    assert len(winners) == job.people
    taps = [tap for tap in here.world.taps.values() if tap.under.chat is here.group]
    losers = [tap for tap in taps if tap.by not in winners]
    assert len(losers) == CROWD - job.people
    for tap in losers:
        assert all(winner.first_name in tap.text for winner in winners), tap.text
    (card,) = [message for message in here.group.messages if job.what in message.text]
    assert "已修好" in card.text
    assert all(winner.first_name in card.text for winner in winners)


def assert_one_contact_each(here: Neighbourhood, winners: list[Person]) -> None:
    """The phone was sent once to each winner, to nobody else, and does not stand there any more."""
    for person in here.volunteers:
        sent = [
            call for call in calls_to(here, person.id) if call.method == "sendMessage" and PHONE in str(call.params)
        ]
        assert len(sent) == (person in winners)
        assert newest(person.private, PHONE) is None


def assert_group_saw_no_personal_data(here: Neighbourhood) -> None:
    """Not in any version of any message of the bot; and the typed order is gone."""
    assert calls_to(here, here.group.id)
    for call in calls_to(here, here.group.id):
        assert not any(secret in str(call.params) for secret in (NAME, PHONE, FLAT)), call
    assert newest(here.group, PHONE) is None


async def assert_points_once(here: Neighbourhood, awards: dict[int, list[int]], winners: list[Person]) -> None:
    """One award for each, and /points says so."""
    for winner in winners:
        (points,) = awards[winner.id]
        winner.says("/points")
        balance = await here.sees(winner.private, "积分", also=lambda message: message.text.startswith("积分"))
        assert str(points) in balance.text.splitlines()[0]


def awards_by_account(stage: Stage) -> dict[int, list[int]]:
    """The points of every award, by the account on Telegram it went to."""
    users = dict(stage.books.rows("SELECT id, user_id FROM person"))
    found: dict[int, list[int]] = {}
    for *_, person_id, points in stage.books.awards():
        found.setdefault(users[person_id], []).append(points)
    return found


def assert_secrets_are_nowhere(stage: Stage) -> None:
    """Not in any value or byte of the database, nor in what the program logged while debugging."""
    places = [*stage.books.values(), ("log", stage.logs.encode())]
    for canary in CANARIES:
        pattern = re.compile(canary.encode())
        assert [place for place, content in places if pattern.search(content)] == [], canary
    for secret in (stage.world.bot.token, RESULT, "Traceback"):
        assert secret not in stage.logs


async def assert_all_is_well(stage: Stage, played: list[tuple[Neighbourhood, Job, list[Person]]]) -> None:
    """Everything that must be true after the story; what everybody was told can have come from one order."""
    found = audit(stage, [here for here, _, _ in played])
    assert (found.broken, found.histories, found.resent, found.unanswered) == ([], 2, 0, 0)
    awards = awards_by_account(stage)
    assert sum(map(len, awards.values())) == sum(job.people for _, job, _ in played)
    for here, job, winners in played:
        assert_everybody_knows(here, job, winners)
        assert_one_contact_each(here, winners)
        assert_group_saw_no_personal_data(here)
        await assert_points_once(here, awards, winners)
    assert_secrets_are_nowhere(stage)
    assert stage.world.limits.refusals == 0


@AT_LENGTH_ON_POSTGRESQL
async def test_fifty_tap_at_once_and_as_many_win_as_are_needed(stage: Stage) -> None:
    await stage.program(log_level="debug").start()
    await assert_all_is_well(stage, await play_both(stage))


async def test_two_processes_behind_one_port_have_the_same_winners(postgres_stage: Stage) -> None:
    stage, port = postgres_stage, free_port()
    for _ in range(2):
        await stage.program(log_level="debug", webhook_port=port).start()
    await assert_all_is_well(stage, await play_both(stage))
    assert [await program.stop() for program in stage.programs] == [0, 0]
