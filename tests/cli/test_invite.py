"""`invite` prints links that work once, while the bot is at work; `migrate`, `backup` and `restore` as typed."""

import re
import signal

import pytest

from bot.config import ConfigError
from bot.domain.ids import CommunityId
from bot.invitations import choose
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from bot.usecases.members.inviting import CommunityName
from tests.cli.operator import Operator

PATIENCE = 20.0
LINK = re.compile(r"https://t\.me/weixiu_bot\?start=join_[A-Za-z0-9_-]{22}")


async def answer_to(person: Person, server: RunningServer) -> str:
    await server.world.until(lambda: person.private.last.sender.is_bot, seconds=PATIENCE, what="an answer")
    return person.private.last.text


@pytest.mark.usefixtures("at_work")
async def test_a_link_works_once(operator: Operator, server: RunningServer) -> None:
    outcome = await operator.types_here("invite", "secretary")
    assert outcome.code == 0, outcome
    (link,) = outcome.out.split()
    assert LINK.fullmatch(link)
    first, second = server.world.person("第一个"), server.world.person("第二个")
    first.follows(link)
    welcome = await answer_to(first, server)
    assert "阡上维修群" in welcome
    assert "书记" in welcome
    second.follows(link)
    assert "阡上维修群" not in await answer_to(second, server)


@pytest.mark.usefixtures("at_work")
async def test_several_links_are_all_different(operator: Operator) -> None:
    outcome = await operator.types_here("invite", "volunteer", "--count", "3", "--community", "阡上维修群")
    found = outcome.out.split()
    assert len(set(found)) == 3
    assert all(LINK.fullmatch(link) for link in found)


@pytest.mark.usefixtures("at_work")
async def test_a_community_that_is_not_there_is_one_line(operator: Operator) -> None:
    outcome = await operator.types_here("invite", "--community", "柳沟")
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1)
    assert "1 (阡上维修群)" in outcome.err


def test_with_several_communities_the_operator_has_to_say_which() -> None:
    both = [CommunityName(CommunityId(1), "阡上"), CommunityName(CommunityId(2), "柳沟")]
    with pytest.raises(ConfigError, match=r"1 \(阡上\), 2 \(柳沟\)"):
        choose(both, "")
    assert choose(both, "柳沟") is choose(both, "2") is both[1]
    with pytest.raises(ConfigError, match="/setup"):
        choose([], "")


async def test_before_there_is_anything_to_be_invited_to_the_operator_hears_what_to_do(
    operator: Operator, server: RunningServer
) -> None:
    operator.configures(server)
    operator.has_key()
    assert "start the bot" in (await operator.types_here("invite")).err
    operator.database.touch()
    assert "weixiu migrate" in (await operator.types_here("invite")).err
    assert (await operator.types_here("migrate")).code == 0
    outcome = await operator.types_here("invite")
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1)
    assert "/setup" in outcome.err


@pytest.mark.usefixtures("at_work")
async def test_no_link_is_given_while_telegram_is_out_of_reach(operator: Operator) -> None:
    operator.environment["WEIXIU_TELEGRAM__BASE_URL"] = "http://127.0.0.1:9/bot"
    outcome = await operator.types_here("invite")
    assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1)
    assert "telegram.proxy" in outcome.err


async def test_a_backup_from_the_terminal_is_restored_from_the_terminal(
    operator: Operator, server: RunningServer, secretary: Person, group: Group
) -> None:
    operator.configures(server)
    file = operator.folder / "backup.db"
    async with operator.running() as program:
        secretary.says("/setup", in_=group)
        await server.world.until(lambda: "开张了" in server.world.screen(group), seconds=PATIENCE, what="the card")
        made = await operator.types_here("backup", str(file))
        assert (made.code, made.err) == (0, "")
        assert str(operator.key_file) in made.out
        refused = await operator.types_here("restore", str(file), "--force")
        assert (refused.code, len(refused.lines)) == (2, 1)
        assert "another process" in refused.err
        await program.ends_by(signal.SIGTERM)
    refused = await operator.types_here("restore", str(file))
    assert (refused.code, len(refused.lines)) == (2, 1)
    assert "--force" in refused.err
    done = await operator.types_here("restore", str(file), "--force")
    assert done.code == 0, done
    assert "before-restore" in done.out
    async with operator.running() as program:
        secretary.says("/order 1号楼 灯不亮", in_=group)
        await server.world.until(lambda: group.last.buttons, seconds=PATIENCE, what="a card")
        assert (await program.ends_by(signal.SIGTERM)).code == 0


async def test_a_backup_without_the_key_makes_none(operator: Operator, server: RunningServer) -> None:
    operator.configures(server)
    await operator.types_here("migrate")
    outcome = await operator.types_here("backup", str(operator.folder / "backup.db"))
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert "security.key_file" in outcome.err
    assert not operator.key_file.exists()
