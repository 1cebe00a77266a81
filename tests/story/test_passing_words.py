"""找书记: a line goes to staff and an answer comes back, and nobody sees the other's number."""

from bot.models import Community
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def test_a_line_reaches_staff_and_the_answer_comes_back(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (await tx.session.get_one(Community, 1)).practice = {"staff_phone": "+8653288881234"}
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    await wang.presses("找书记")
    assert "0532" in wang.last.text
    question = wang.last
    await wang.says("树枝挡住路灯了,能来看看吗")
    assert "已转给书记" in question.text
    line = town.secretary.last
    assert "王阿姨" in line.text
    assert "树枝挡住路灯了" in line.text
    assert "139" not in line.text
    await town.secretary.taps("回复", under=line)
    await town.secretary.says("明天上午去锯")
    assert "明天上午去锯" in wang.last.text
    await wang.taps("再说一句")
    await wang.says("好的,多谢书记")
    assert "多谢书记" in town.secretary.last.text


async def test_forged_lines_reach_nobody(town: Town) -> None:
    wang, thief = town.stranger("王阿姨"), town.stranger("小偷")
    await wang.says("📞 找书记")
    await wang.says("您好")
    answer = next(button.data for button in town.secretary.last.buttons)
    tap = await thief.forges(answer, under=town.secretary.last)
    assert "只有书记和工作人员" in tap.text
    stranger = answer.rsplit(":", 1)[0] + ":999"
    assert "过期" in (await town.secretary.forges(stranger, under=town.secretary.last)).text
    assert "过期" in (await thief.forges("1:tell:1", under=town.secretary.last)).text
