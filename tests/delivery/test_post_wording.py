"""What the postman words a message with: what is owed in that instant, its reader's language, the bot's own name."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from bot.delivery import notes, postman
from bot.models import OutboxMessage
from bot.models.outbox import Kind
from bot.sandbox.groups import Group
from bot.storage.ground.uow import Writing
from bot.storage.post import outbox
from tests.delivery.office import Office, texts

DIGEST: dict[str, Any] = {"topic": "said", "facts": {"what": "digest"}}
IN_ENGLISH = "Got it ✅ The digest goes to the group now."


async def test_where_nobodys_language_is_known_the_programs_own_is_spoken(office: Office, group: Group) -> None:
    await office.owes(group, "甲", **DIGEST)
    await office.another_postman(default_locale="en").settle()
    assert texts(group) == [IN_ENGLISH]


async def test_everybody_is_spoken_to_in_their_own_language(office: Office) -> None:
    secretary = office.town.secretary
    await secretary.starts()
    async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
        await tx.session.execute(text("UPDATE person SET locale = 'en'"))
    await office.owes(secretary.user_id, "甲", **DIGEST)
    await office.works(seconds=5)
    assert texts(secretary.person.private)[-1] == IN_ENGLISH


async def test_links_lead_to_the_bots_own_private_chat(office: Office, group: Group) -> None:
    await office.owes(group, "甲", topic="open_private", facts={"name": "安"})
    await office.delivers()
    assert f"https://t.me/{office.postman._chat.username}?start=claim" in str(office.attempts[-1].params)


@pytest.mark.parametrize("withdrawn", ["UPDATE outbox SET state = 'failed'", "DELETE FROM outbox"])
async def test_what_is_withdrawn_after_the_postman_has_looked_is_not_said(
    office: Office,
    group: Group,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    withdrawn: str,
) -> None:
    looked = outbox.due

    async def just_before(*of: Any, **more: Any) -> Sequence[outbox.DueMessage]:
        found = await looked(*of, **more)
        async with office.town.weixiu.uow.writing(office.clock.now()) as tx:
            await tx.session.execute(text(withdrawn))
        return found

    monkeypatch.setattr(outbox, "due", just_before)
    await office.owes(group, "甲")
    await office.delivers()
    assert office.attempts == []
    assert caplog.records == []


@pytest.mark.parametrize("quiet", [True, False])
async def test_what_is_to_come_quietly_comes_without_a_sound(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch, *, quiet: bool
) -> None:
    async def comes_quietly(_: object) -> bool:
        return quiet

    monkeypatch.setattr(postman, "comes_quietly", comes_quietly)
    await office.owes(group, "甲")
    await office.delivers()
    assert ("disable_notification" in office.attempts[-1].params) is quiet


async def test_whom_a_message_reached_is_known_when_it_arrives_and_not_with_each_change_of_it(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary, readers = office.town.secretary, list[int | None]()
    await secretary.starts()
    async with office.town.weixiu.uow.reading(office.clock.now()) as tx:
        known = await tx.session.scalar(text("SELECT id FROM person"))

    def contact_was_shown(tx: Writing, row: OutboxMessage, reader: int | None) -> None:
        assert (type(tx), row.topic) == (Writing, "plain")
        readers.append(reader)

    monkeypatch.setattr(notes, "contact_was_shown", contact_was_shown)
    for shown in ("甲", "乙"):
        await office.owes(secretary.user_id, shown, key="card", kind=Kind.KEEP)
        await office.works(seconds=5)
    await office.owes(group, "丙")
    await office.works(seconds=5)
    assert readers == [known, None]
