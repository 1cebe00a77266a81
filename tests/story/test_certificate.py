"""服务证明: a volunteer has a year on paper, and staff can tell a true paper from a false one."""

import re

from sqlalchemy import select

from bot.domain.certificate import read_line
from bot.domain.ids import CommunityId
from bot.models import Community, Person
from bot.reports.certificates import certificate_of
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_ledger import paid
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def line_of(town: Town, who: Actor) -> str:
    """What stands at the foot of somebody's paper of this year, and is nobody else's name or year."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, CommunityId(1))
        people = [person for person in await tx.session.scalars(select(Person)) if person.user_id == who.user_id]
        paper = await certificate_of(tx, community, people[0], town.clock.now().astimezone(community.zone).year)
    assert paper is not None
    assert (paper.name, paper.service.orders, paper.service.activities) == (who.person.first_name, 1, 0)
    assert paper.service.minutes > 0
    return paper.line


async def test_a_year_on_paper_is_ones_own_and_staff_tell_a_true_one_from_a_false_one(town: Town) -> None:
    ann = await paid(town)
    await ann.says("/me")
    card = ann.last
    await ann.taps("更多", under=card)
    await ann.taps("服务证明", under=card)
    year = town.clock.now().year
    for _ in range(2):
        await ann.taps("今年", under=card)
    assert f"阡上维修群给您的服务证明,{year}年" in ann.last.text
    (call,) = [call for call in town.world.calls if call.method == "sendDocument"]
    assert str(call.params["chat_id"]) == str(ann.user_id)
    paper = max(town.world.files.by_id.values(), key=lambda file: file.id).upload
    assert (paper.name, paper.content[:5]) == (f"服务证明-{year}.pdf", b"%PDF-")
    assert len([message for message in ann.person.private.messages if "给您的服务证明" in message.text]) == 1
    await ann.taps("去年", under=card)
    assert f"{year - 1}年还没有服务时长,开不了证明" in ann.last.text
    tap = await ann.forges(f"1:me:1:paper:{year - 2}:{card.buttons[0].data.rpartition(':')[2]}", under=card)
    assert "过期" in tap.text
    line = await line_of(town, ann)
    await ann.says(f"/ledger {line}")
    assert "只有书记和工作人员" in ann.last.text
    await town.secretary.says(f"/ledger {line.lower()}")
    assert "✅ 证明是真的" in town.secretary.last.text
    assert f"安 · {year}年" in town.secretary.last.text
    assert "维修 1 单 · 活动 0 次" in town.secretary.last.text
    assert "账上现在" not in town.secretary.last.text
    more = re.sub(r"-1-0-", "-9-0-", line)
    assert read_line(more) is not None
    for false in (more, line.replace("1-", "2-", 1)):
        await town.secretary.says(f"/ledger {false}")
        assert "❌ 这个编号对不上" in town.secretary.last.text
    await town.secretary.says("/cancel 1001 其实没有人去过")
    await town.secretary.says(f"/ledger {line}")
    assert "账上现在是 0 小时、0 单、0 次" in town.secretary.last.text


async def test_certificates_are_spoken_of_in_english_too(town: Town) -> None:
    ann = await paid(town, "Ann")
    for who in (ann, town.secretary):
        await who.says("/language")
        await who.taps("English")
    await ann.says("/me")
    card = ann.last
    await ann.taps("More", under=card)
    await ann.taps("Certificate of service", under=card)
    await ann.taps("This year", under=card)
    assert "Your certificate of service from 阡上维修群" in ann.last.text
    await town.secretary.says(f"/ledger {await line_of(town, ann)}")
    assert "The certificate is true" in town.secretary.last.text
