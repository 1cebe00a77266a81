"""The postman in trouble: silences, doubts and refusals, instant by instant, and what is remembered of them."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from bot.models.outbox import Kind, Lane, OutState, Policy
from bot.sandbox.groups import Group
from bot.storage.post.outbox import ALL_CHATS, pause_chat
from tests.delivery.office import A_SECOND, FAR, Office, texts


async def test_a_message_that_may_not_be_taken_down_is_given_up(office: Office, group: Group) -> None:
    message = office.town.secretary.person.says("2号楼1401 刘运京 13800138000", in_=group)
    await office.takes_down(message)
    assert await office.delivers() == float("inf")
    row = await office.row("down")
    assert row.state is OutState.FAILED
    assert row.error


@pytest.mark.parametrize(("topic", "asked"), [("typed_order", "请您手动删掉"), ("typed_number", "请您自己删一下")])
async def test_who_typed_what_may_not_be_taken_down_is_asked_to_do_it(
    office: Office, group: Group, topic: str, asked: str
) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    message = secretary.person.says("2号楼1401 刘运京 13800138000", in_=group)
    before = len(texts(secretary.person.private))
    await office.takes_down(message, topic=topic, facts={"author": secretary.user_id})
    await office.works(seconds=FAR)
    assert len(texts(secretary.person.private)) == before + 1
    assert asked in texts(secretary.person.private)[-1]


async def test_telegrams_silence_is_kept_in_that_chat_and_costs_others_nothing(office: Office, group: Group) -> None:
    other = office.group("二")
    office.world.faults.refuse("sendMessage", retry_after=30, chat_id=group.id)
    await office.owes(group, "甲")
    await office.owes(other, "乙")
    begin = office.clock.now()
    assert await office.delivers() == 30
    assert [texts(group), texts(other)] == [[], ["乙"]]
    row = await office.row("甲")
    assert [row.state, row.attempts, row.error] == [OutState.OWED, 1, "too many requests"]
    office.clock.move(timedelta(seconds=5))
    await office.owes(group, "丙", lane=Lane.WAITING)
    assert 24 < await office.delivers() <= 25
    await office.works(seconds=FAR)
    assert sorted(texts(group)) == ["丙", "甲"]
    assert min(office.times(begin)[2:]) == 30


async def test_silence_for_the_whole_bot_holds_every_chat(office: Office, group: Group) -> None:
    until = office.clock.now() + timedelta(seconds=40)
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await pause_chat(tx.session, ALL_CHATS, until)
        await pause_chat(tx.session, group.id, until - timedelta(seconds=20))
    await office.owes(group, "甲")
    assert await office.delivers() == 40
    assert office.attempts == []
    await office.works(seconds=41)
    assert texts(group) == ["甲"]


async def test_waits_double_while_nobody_knows_until_a_minute(office: Office, group: Group) -> None:
    office.world.faults.time_out("sendMessage", acts=False, times=9)
    await office.owes(group, "甲")
    begin = office.clock.now()
    await office.works(seconds=200)
    times = office.times(begin)
    assert [round(later - earlier, 2) for earlier, later in pairwise(times)] == [A_SECOND, 2, 4, 8, 16, 32, 60, 60]
    row = await office.row("甲")
    assert [row.state, row.attempts] == [OutState.OWED, 9]
    assert row.error
    await office.works(seconds=60)
    assert texts(group) == ["甲"]


async def test_what_telegram_will_never_take_is_given_up_and_the_next_one_goes(office: Office, group: Group) -> None:
    office.world.faults.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    await office.owes(group, "甲")
    await office.owes(group, "乙")
    await office.works(seconds=FAR)
    row = await office.row("甲")
    assert [row.state, row.error] == [OutState.FAILED, "Can't parse entities"]
    assert texts(group) == ["乙"]
    assert len(office.attempts) == 2


async def reach(office: Office) -> str:
    """Whether the bot can write to the secretary, as far as is known."""
    async with office.town.weixiu.uow.reading(office.clock.now()) as tx:
        return str(await tx.session.scalar(text("SELECT reach FROM person")))


@pytest.mark.parametrize(
    ("refusal", "known"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: bot can't initiate conversation with a user", "unknown"),
    ],
)
async def test_somebody_who_cannot_be_written_to_is_remembered_as_such(
    office: Office, refusal: str, known: str
) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    assert await reach(office) == "started"
    office.clock.move(timedelta(seconds=5))
    office.world.faults.refuse("sendMessage", 403, refusal)
    await office.owes(secretary.user_id, "甲")
    await office.works(seconds=FAR)
    assert (await office.row("甲")).state is OutState.FAILED
    assert await reach(office) == known


async def test_a_refusal_for_other_reasons_says_nothing_about_the_person(office: Office) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    office.clock.move(timedelta(seconds=5))
    office.world.faults.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    await office.owes(secretary.user_id, "甲")
    await office.works(seconds=FAR)
    assert (await office.row("甲")).state is OutState.FAILED
    assert await reach(office) == "started"


@pytest.mark.parametrize("kind", [Kind.SEND, Kind.KEEP])
async def test_a_message_that_arrives_proves_that_somebody_can_be_written_to(office: Office, kind: Kind) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await tx.session.execute(text("UPDATE person SET reach = 'unknown'"))
    office.clock.move(timedelta(seconds=5))
    await office.owes(secretary.user_id, "甲", kind=kind)
    await office.works(seconds=5)
    assert await reach(office) == "started"


async def test_a_change_of_what_stands_there_proves_nothing_of_its_reader(office: Office) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    await office.owes(secretary.user_id, "甲", key="card", kind=Kind.KEEP)
    await office.works(seconds=5)
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await tx.session.execute(text("UPDATE person SET reach = 'unknown'"))
    await office.owes(secretary.user_id, "乙", key="card", kind=Kind.KEEP)
    await office.works(seconds=5)
    assert texts(secretary.person.private)[-1] == "乙"
    assert await reach(office) == "unknown"


async def test_a_message_that_nobody_can_word_is_given_up_in_the_end_and_holds_nobody_up(
    office: Office, group: Group
) -> None:
    await office.owes(group, "甲", topic="points")  # which is about a person, and this one names nobody
    await office.owes(group, "乙")
    assert await office.delivers() <= A_SECOND
    row = await office.row("甲")
    assert [row.state, row.attempts, row.error] == [OutState.OWED, 1, "internal error"]
    await office.works(seconds=300)
    assert texts(group) == ["乙"]
    row = await office.row("甲")
    assert [row.state, row.attempts, row.error] == [OutState.FAILED, 8, "internal error"]


async def test_what_must_not_be_said_twice_is_not_repeated_in_doubt(office: Office, group: Group) -> None:
    office.world.faults.time_out("sendMessage", acts=True)
    await office.owes(group, "简报", policy=Policy.AT_MOST_ONCE)
    await office.works(seconds=FAR)
    assert texts(group) == ["简报"]
    row = await office.row("简报")
    assert row.state is OutState.UNKNOWN
    assert row.error


async def test_what_must_not_be_said_twice_is_said_after_a_silence(office: Office, group: Group) -> None:
    office.world.faults.refuse("sendMessage", retry_after=7)
    await office.owes(group, "简报", policy=Policy.AT_MOST_ONCE)
    await office.works(seconds=FAR)
    assert texts(group) == ["简报"]
    assert (await office.row("简报")).state is OutState.SAID


async def test_an_attempt_that_was_interrupted_is_put_down_as_doubtful_and_not_repeated(
    office: Office, group: Group
) -> None:
    await office.owes(group, "简报", policy=Policy.AT_MOST_ONCE)
    await office.owes(group, "甲")
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await tx.session.execute(text("UPDATE outbox SET state = 'sending' WHERE policy = 'at_most_once'"))
    await office.postman.recover()
    await office.works(seconds=FAR)
    row = await office.row("简报")
    assert [row.state, row.error] == [OutState.UNKNOWN, "interrupted"]
    assert texts(group) == ["甲"]


async def test_what_was_owed_to_a_group_reaches_the_supergroup_it_became(office: Office) -> None:
    group = office.world.group("阡上", [office.town.secretary.person])
    group.add_bot()
    new = group.migrate()
    await office.owes(group, "甲")
    await office.works(seconds=FAR)
    assert texts(new) == ["甲"]
    assert (await office.row("甲")).chat_id == new.id
