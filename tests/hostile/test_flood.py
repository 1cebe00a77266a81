"""A flood by one person: others are served as if it were not there, and nothing that was handed over is lost."""

from datetime import timedelta

import pytest

from bot.storage.post.outbox import Owed
from tests.fire.harness import Stage
from tests.fire.play import CLAIM, Job, neighbourhood
from tests.hostile.flood import flood
from tests.town import Town

LIGHT = "5号楼 灯不亮"
ANSWERS = 300
MEANWHILE = 10
"""How many answers the flooder may get before somebody else gets theirs."""


async def owe_answers(town: Town, chat_id: int) -> None:
    """As many answers wait for one chat as if somebody had asked as often."""
    async with town.weixiu.uow.writing(town.clock.now(), occasion="a flood") as tx:
        tx.owe(*(Owed(f"flood/{n}", chat_id, "plain", {"chat": chat_id, "text": str(n)}) for n in range(ANSWERS)))


async def test_answers_that_wait_for_one_hold_up_nobody_else(town: Town) -> None:
    flooder, ann = await town.volunteer("洪"), await town.volunteer("安")
    await owe_answers(town, flooder.user_id)
    before, seen = len(flooder.person.private.messages), len(ann.person.private.messages)
    ann.person.says("/points")
    (update,) = town.world.updates.read(10)
    await town.weixiu.reception.receive([update.body])
    await town.weixiu.reception.idle()
    rounds = 0
    while len(ann.person.private.messages) < seen + 2 and rounds < 2 * MEANWHILE:
        await town.weixiu.postman.settle()
        town.clock.move(timedelta(seconds=1))
        rounds += 1
    assert len(ann.person.private.messages) == seen + 2
    assert len(flooder.person.private.messages) - before <= MEANWHILE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_chatter_in_the_group_does_not_keep_the_card_from_it(town: Town) -> None:
    flooder = town.actor("洪")
    for _ in range(60):
        flooder.person.says("/points", in_=town.group)
    before = len(town.group.messages)
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    pending = list(town.world.updates.read(100))
    town.world.updates.pending.clear()
    await town.weixiu.reception.receive([update.body for update in pending])
    await town.weixiu.reception.idle()
    rounds = 0
    while "🔧" not in town.group_screen and rounds < 2 * MEANWHILE:
        await town.weixiu.postman.settle()
        town.clock.move(timedelta(seconds=1))
        rounds += 1
    assert "🔧" in town.group_screen
    assert len(town.group.messages) - before <= MEANWHILE


async def test_a_flood_over_http_keeps_nobody_waiting_behind_it_and_nothing_of_it_is_lost(stage: Stage) -> None:
    place = neighbourhood(stage, 0, 4)
    *others, flooder = place.volunteers
    place.volunteers = others
    await stage.program().start()
    await place.set_up()
    card = await place.posts(Job("灯不亮", LIGHT, others))
    found = await flood(place, flooder, 96, questions=len(others))
    others[0].taps(CLAIM, under=card)
    assert max(found.answered_meanwhile) <= MEANWHILE
    ended = {"done": stage.updates_made}
    await stage.until_books(lambda books: books.inbox() == ended, seconds=60, what="the end of the flood")
    assert stage.books.inbox() == {"done": stage.updates_made}
    assert sum(stage.books.holders().values()) == 1
    assert stage.world.limits.refusals == 0
