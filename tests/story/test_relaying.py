"""A resident and a holder write to each other through the bot, and neither sees the other's number."""

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_knowing import resident_of
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def test_lines_go_to_the_holder_and_back(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.taps("给师傅留言")
    await wang.says("钥匙在门卫那里")
    assert "已转给对方" in wang.screen
    line = ann.sees("钥匙在门卫那里")
    assert "#1001 的住户" in line.text
    await ann.taps("回一句", under=line)
    await ann.says("好的,三点到")
    answer = wang.sees("好的,三点到")
    assert "安师傅" in answer.text
    await wang.says("谢谢啦", reply_to=answer)
    assert "谢谢啦" in ann.last.text
    await ann.says("不客气", reply_to=ann.last)
    assert "不客气" in wang.screen
    assert "钥匙" not in town.group_screen
    assert "139" not in line.text + wang.screen


async def test_a_line_reaches_every_holder_and_is_kept_sealed(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    wang = await resident_of(town, "5号楼3单元702 灯不亮 2人 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card)
    await bob.taps("我来修", under=town.card)
    await wang.taps("给师傅留言")
    await wang.says("带个梯子")
    assert "带个梯子" in ann.last.text
    assert "带个梯子" in bob.last.text


async def test_too_many_lines_within_an_hour_are_refused_kindly(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    for count in range(11):
        await wang.says(f"第{count}句", reply_to=news)
    assert "一小时最多转 10 句" in wang.last.text
    assert "第10句" not in ann.screen
    await town.passes(hours=2)
    await wang.says("再来一句", reply_to=news)
    assert "再来一句" in ann.last.text


async def test_who_blocked_the_bot_cannot_be_told_and_the_writer_hears_so(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    wang.person.blocks_bot()
    await town.settle()
    await ann.says("/status")
    tap = await ann.forges("1:write:1:1001", under=ann.last)
    assert not tap.text
    await ann.says("您在家吗")
    assert "收不到我的消息" in ann.screen
    wang.person.unblocks_bot()
    await town.settle()
    town.world.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user", chat_id=ann.user_id)
    await wang.says("在的", reply_to=news)
    assert "收不到我的消息" in wang.last.text


async def test_when_it_is_over_nothing_is_passed_on(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    await town.secretary.says("/cancel 1001 已由物业处理")
    await wang.says("还来吗", reply_to=news)
    assert "已撤单" in wang.last.text
    assert "还来吗" not in ann.screen
