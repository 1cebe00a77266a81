"""What is personal is told, handed out, and removed: when its time is over, or when somebody wants it."""

import json
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.models import Account, Audit, Base, Order, Person
from bot.storage.ground.uow import UnitOfWork
from bot.views import privacy
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_knowing import resident_of
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

PHONE, FLAT, NAME, LINE, WORD, REASON = "13912345678", "7702", "欧阳锦绣", "钥匙在花盆底下", "换了镇流器", "孩子发烧了"
ORDER = f"5号楼3单元{FLAT} 灯不亮 明天下午 {NAME} {PHONE}"
BLANK = Path(privacy.__file__).with_name("pictures").joinpath("removed.png").read_bytes()
DIGEST = re.compile(r"\b[0-9a-f]{32,}\b")
CANARIES = (PHONE, "139 1234 5678", FLAT, NAME, LINE, WORD, REASON)


async def everything(town: Town) -> str:
    """All rows of all tables, with every seal taken off; without keyed digests, in which any four digits may stand."""
    found: list[str] = []
    for table in Base.metadata.sorted_tables:
        for row in await rows(town, select(table)):
            found += [_opened(town, value) for value in row]
    return DIGEST.sub("", "\n".join(found))


async def rows(town: Town, question: Any) -> Sequence[Any]:
    """The committed answer of the database."""
    async with UnitOfWork(town.database, town.vault, lambda: None).reading(town.clock.now()) as tx:
        return (await tx.session.execute(question)).all()


def _opened(town: Town, value: Any) -> str:
    if isinstance(value, bytes):
        sealed = town.vault.open(value)
        return sealed if not sealed.startswith(("{", "[", '"')) else str(json.loads(sealed))
    return str(value)


async def lived_through(town: Town) -> tuple[Actor, Actor, Actor]:
    """An order with everything personal there can be, from the first word to the end."""
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    wang = await resident_of(town, ORDER)
    await wang.taps("改一改")
    await wang.taps("补张照片")
    await wang.sends_album(2)
    await wang.taps("好了")
    await bob.taps("我来修", under=town.card)
    await bob.taps("我去不了了")
    await bob.says(REASON)
    await ann.taps("我来修", under=town.card)
    await wang.says(LINE, reply_to=wang.sees("安接了您的报修"))
    await wang.taps("给师傅留言", under=wang.sees("安接了您的报修"))
    await wang.sends_photo(caption=LINE)
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await ann.says(WORD)
    await ann.sends_photo()
    await town.secretary.taps("确认")
    return wang, ann, bob


async def test_everything_personal_is_gone_when_its_time_is_over(
    town: Town, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wang, ann, bob = await lived_through(town)
    await wang.says("找书记")
    await wang.says(LINE)
    await town.secretary.taps("回复", under=town.secretary.sees(LINE))
    await town.secretary.says(FLAT)
    before = await everything(town)
    assert [canary for canary in (PHONE, FLAT, NAME, LINE, WORD, REASON) if canary not in before] == []
    ((sealed,),) = await rows(town, select(Order.contact))
    await town.passes(days=29)
    assert NAME in await everything(town)
    child = town.stranger("小孙")
    await child.says("6号楼3单元402 水管漏水 13800138001")
    unsent = child.sees("您要报的事")
    await town.secretary.says("/find 5号楼")
    looked_up = town.secretary.last
    assert NAME in looked_up.text
    await town.passes(days=2)
    after = await everything(town)
    # The phone that its owner has proved belongs to the owner, and stays until they want to be forgotten.
    assert [canary for canary in (FLAT, NAME, LINE, WORD, REASON) if canary in after] == []
    assert f"+86{PHONE}" not in after.replace(f"+86{PHONE}", "", 1)
    assert "灯不亮" in after
    assert ("内容已收起" in looked_up.text, looked_up.button_texts) == (True, [])
    for who in (wang, ann, bob, town.secretary):
        assert [canary for canary in CANARIES if canary in said_by_the_bot(town, who)] == []
    assert "已按规定删除" in said_by_the_bot(town, wang)
    shown = [pictures_from_the_bot(who) for who in (wang, ann, bob, town.secretary)]
    assert [len(each) for each in shown] == [0, 3, 2, 1]
    assert {picture for each in shown for picture in each} == {BLANK}
    assert "照片已按约定删除" in said_by_the_bot(town, bob)
    assert [canary for canary in CANARIES if canary in caplog.text] == []
    if database_url.startswith("sqlite"):
        assert sealed not in bytes_of(database_url)
    calls = len(town.world.calls)
    await town.passes(days=1)
    later = [*town.world.calls][calls:]
    assert [call.method for call in later if call.method.startswith("edit")] == []
    assert "402" in unsent.text
    await town.passes(days=31)
    assert [each in unsent.text for each in ("402", "13800138001", "没有报")] == [False, False, True]


def said_by_the_bot(town: Town, who: Actor) -> str:
    """What the bot's messages in somebody's private chat show now, except those it cannot take back any more."""
    shown = [message for message in who.person.private.messages if message.sender.is_bot]
    return "\n".join(f"{message.text} {message.caption}" for message in shown)


def pictures_from_the_bot(who: Actor) -> list[bytes]:
    """What the bot's messages in somebody's private chat show now, besides words."""
    carried = [message.content.attachment for message in who.person.private.messages if message.sender.is_bot]
    return [each.file.upload.content for each in carried if each is not None and each.file is not None]


def bytes_of(database_url: str) -> bytes:
    """The database's file and its log, as somebody finds them who has the disk."""
    path = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def test_who_wants_to_be_forgotten_is(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    wang, ann, _bob = await lived_through(town)
    await town.order(f"5号楼3单元{FLAT} 水管漏水 {NAME} {PHONE}")
    await ann.taps("我来修", under=town.card)
    account = str(wang.user_id)
    await wang.says("找书记")
    await wang.says(LINE)
    assert LINE in town.secretary.screen
    await wang.says("/forget")
    question = wang.last
    yes = question.buttons[0].data
    tap = await wang.taps("是的")
    assert "您的资料都删了" in tap.text
    assert "您的资料都删了" in question.text
    assert not question.buttons
    after = await everything(town)
    assert [canary for canary in (*CANARIES, account, "王阿姨") if canary in after] == []
    assert [canary for canary in CANARIES if canary in caplog.text] == []
    assert "已撤单" in town.card.text
    assert "不用修了" in ann.screen
    assert LINE not in town.secretary.screen
    await wang.starts()
    await wang.says("查进度")
    assert "目前没有与您有关的报修" in wang.last.text
    tap = await wang.forges(yes, under=question)
    assert "过期" in tap.text


async def test_a_volunteer_who_is_forgotten_frees_what_they_hold_and_leaves_points_without_a_name(town: Town) -> None:
    _wang, ann, _bob = await lived_through(town)
    done = town.card
    await ann.taps("我来修", under=await town.order("6号楼 水管漏水"))
    await ann.says("/forget")
    await ann.taps("不删了")
    await ann.says("/forget")
    await ann.taps("是的")
    assert "待接单" in town.card_of(1002).text
    assert "安" not in done.text
    ((owner, account),) = await rows(town, select(Person.id, Person.user_id).where(Person.user_id < 0))
    ((balance,),) = await rows(town, select(Account.balance).where(Account.owner_id == owner))
    assert balance > 0
    assert account == -owner
    assert "安" not in await everything(town)


async def test_a_secretary_stays_and_nobody_is_forgotten_by_somebody_elses_tap(town: Town) -> None:
    await town.secretary.says("/forget")
    assert "书记不能" in town.secretary.last.text
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    await ann.says("/forget")
    button = ann.last.buttons[0].data or ""
    assert "过期" in (await bob.forges(button, under=bob.last)).text
    await ann.says("/forget", in_=town.group)
    assert town.group.last is not None
    assert "私聊" in town.group.last.text


async def test_everybody_can_read_what_is_kept_and_get_all_of_it(town: Town) -> None:
    wang, ann, _bob = await lived_through(town)
    await wang.says("/privacy")
    assert "30 天" in wang.last.text
    await wang.says("/mydata")
    held = json.loads(document_of(town, wang))
    assert held["orders"][0]["what"] == "灯不亮"
    assert PHONE in held["orders"][0]["contact"]
    assert held["lines"][0]["text"] == LINE
    assert len(held["orders"][0]["pictures"]) == 3
    assert {row["details"]["shown"] for row in held["contact_was_shown"]} == {"job"}
    await ann.says("/mydata")
    assert PHONE not in document_of(town, ann)


def document_of(town: Town, who: Actor) -> str:
    """The newest file in somebody's private chat, read."""
    call = [call for call in town.world.calls if call.method == "sendDocument"][-1]
    assert str(call.params["chat_id"]) == str(who.user_id)
    return max(town.world.files.by_id.values(), key=lambda file: file.id).upload.content.decode()


async def test_it_is_written_down_whose_eyes_a_contact_reached(town: Town) -> None:
    _wang, ann, bob = await lived_through(town)
    seen = await rows(
        town,
        select(Person.user_id, Audit.details)
        .join(Person, Person.id == Audit.actor_id)
        .where(Audit.action == "contact")
        .order_by(Audit.id),
    )
    assert [(user, details["number"], details["shown"]) for user, details in seen] == [
        (bob.user_id, 1001, "job"),
        (ann.user_id, 1001, "job"),
    ]
