"""The words of a neighbourhood, added from a file, count in the conversation."""

from pathlib import Path

from tests.town import open_town

WORDS = """
[categories]
plumbing = ["分集水器"]
[intents]
status = ["俺那事弄得咋样咧"]
[dangers]
gas = ["沼气池…漏"]
"""


async def test_a_file_teaches_the_words_of_a_neighbourhood(sqlite_file: Path, tmp_path: Path) -> None:
    (tmp_path / "phrases.toml").write_text(WORDS, encoding="utf-8")
    database = tmp_path / "weixiu.db"
    database.write_bytes(sqlite_file.read_bytes())
    async with open_town(f"sqlite:///{database}", tmp_path, language={"phrases": "phrases.toml"}) as town:
        await town.set_up()
        wang = town.stranger("王阿姨")
        await wang.says("3号楼1单元502 分集水器憋得慌")
        await wang.taps("跳过")
        await wang.taps("对,帮我报上去")
        assert "水工" in town.secretary.sees("新报修").text
        await wang.says("俺那事弄得咋样咧")
        assert "#1001" in wang.last.text
        await wang.says("后院沼气池盖子那儿漏咧")
        assert "先保安全" in wang.sees("🚨").text
