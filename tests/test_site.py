"""The site's pages: in both languages alike, naming what exists, with pictures that a script has taken or drawn."""

import re
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from bot.cli.table import commands
from bot.config import names
from tests.test_documents import (
    CODE,
    FILES,
    HAN,
    MOST_BYTES,
    PICTURES,
    READMES,
    RELIABILITY,
    ROOT,
    SETTING,
    headings,
    links,
    name_of,
    prose,
    routed,
    text_of,
)

CHINESE = sorted((ROOT / "docs/zh").glob("*.md"))
ENGLISH = sorted((ROOT / "docs/en").glob("*.md"))
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
BUTTON = re.compile(r"[^\w\s]+ (.+)")
"""How a page names a button, in bold: its sign and its words."""
COMMAND = re.compile(r"/[a-z]+")
FOR_THE_README = {"demo.zh", "demo.en", "phone.zh"}
OF_OTHERS = {"/newbot"}
"""What is said to another bot."""
SAID = r"我来修|我来|修好了吗|接(?=,)|微修|中文|`[^`]*`"


@cache
def script(name: str) -> dict[str, Any]:
    """What a script beside the documents defines, without running its main."""
    return runpy.run_path(str(ROOT / "docs" / name))


def codes(path: Path) -> set[str]:
    return set(CODE.findall(prose(path)))


def pictures_of(path: Path) -> list[str]:
    """The pictures of a page, whatever language they are in."""
    shown = [link for link in links(path) if "pictures/" in link]
    return [re.sub(r"\.(zh|en)\.", ".", picture) for picture in shown]


# Two languages


def test_every_page_is_there_in_both_languages() -> None:
    assert [path.name for path in CHINESE] == [path.name for path in ENGLISH]
    assert {"index.md", "resident.md", "volunteer.md", "secretary.md", "operator.md"} <= {path.name for path in ENGLISH}


@pytest.mark.parametrize(("chinese", "english"), [*zip(CHINESE, ENGLISH, strict=True)], ids=name_of)
def test_a_page_tells_the_same_in_both_languages(chinese: Path, english: Path) -> None:
    assert headings(chinese) == headings(english)
    assert pictures_of(chinese) == pictures_of(english)
    assert [link for link in links(chinese) if link.endswith(".md")] == [
        link for link in links(english) if link.endswith(".md")
    ]
    assert text_of(chinese).count("\n|") == text_of(english).count("\n|")


def test_each_language_shows_its_own_pictures() -> None:
    for language, pages in (("zh", CHINESE), ("en", ENGLISH)):
        shown = {link for page in pages for link in links(page) if "pictures/" in link}
        assert {link for link in shown if f".{language}." not in link} == set()


def test_the_english_pages_are_english_but_for_what_people_say() -> None:
    assert [name_of(page) for page in ENGLISH if HAN.search(re.sub(SAID, "", prose(page)))] == []


def test_the_page_of_promises_has_each_of_them() -> None:
    row = re.compile(r"^\| (\d+) \|", re.MULTILINE)
    for page in (ROOT / "docs/zh/promises.md", ROOT / "docs/en/promises.md"):
        assert row.findall(text_of(page)) == row.findall(text_of(RELIABILITY))


# What they name is there


def test_what_the_pages_name_exists() -> None:
    subcommands = {getattr(command.callback, "__name__", "") for command in commands().registered_commands}
    groups = {group.name for group in commands().registered_groups}
    routable = {f"/{command}" for command in routed()}
    for page in (*CHINESE, *ENGLISH):
        named = codes(page)
        assert {code for code in named if COMMAND.fullmatch(code)} - OF_OTHERS <= routable
        assert {code for code in named if SETTING.fullmatch(code)} - FILES <= set(names())
        used = {code.split()[1] for code in named if code.startswith("weixiu ")}
        assert {word for word in used if word not in groups} <= subcommands


def test_every_button_that_the_pages_name_has_those_words() -> None:
    with (ROOT / "bot/views/locales/en/LC_MESSAGES/weixiu.po").open("rb") as file:
        messages = [(str(message.id), str(message.string)) for message in read_po(file)]
    for place, pages in enumerate((CHINESE, ENGLISH)):
        known = {message[place] for message in messages}
        bold = {words for page in pages for words in BOLD.findall(prose(page))}
        named = {button[1] for words in bold if (button := BUTTON.fullmatch(words))}
        assert len(named) > 10
        assert named - known == set()


# The site is made of them


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_site_is_laid_out_without_a_link_into_nothing(language: str, tmp_path: Path) -> None:
    site = script("build_site.py")
    site["lay_out"](language, tmp_path)
    laid = {path.relative_to(tmp_path / "pages").as_posix() for path in (tmp_path / "pages").rglob("*.md")}
    listed = {f"{page.name}.md" for page in site["pages"]()}
    assert laid == listed
    assert {path.name for path in ENGLISH} <= listed
    secretary = text_of(tmp_path / "pages/secretary.md")
    assert f"pictures/draft.{language}.png" in secretary
    assert ("书记" in secretary) is (language == "zh")


def test_a_link_into_nothing_stops_the_building(tmp_path: Path) -> None:
    site = script("build_site.py")
    page = next(page for page in site["pages"]() if page.name == "index")
    with pytest.raises(site["BrokenLinkError"], match=r"nowhere\.md"):
        site["_linked"]("[there](nowhere.md)", page, "en")


# The pictures


def test_the_pictures_are_those_that_the_scripts_make() -> None:
    taken = {f"{name}.{language}" for name in script("page_pictures.py")["NAMES"] for language in ("zh", "en")}
    assert {picture.stem for picture in PICTURES} == taken | FOR_THE_README
    assert [name_of(picture) for picture in PICTURES if picture.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_pictures_wait_for_is_said_by_the_bot(language: str) -> None:
    words = script("page_pictures.py")["CHINESE" if language == "zh" else "ENGLISH"]
    with (ROOT / "bot/views/locales/en/LC_MESSAGES/weixiu.po").open("rb") as file:
        said = [str(entry.id if language == "zh" else entry.string) for entry in read_po(file)]
    waited_for = (
        "door", "spoken", "understood", "received", "decide", "claim", "yours", "noted", "well", "good", "brief",
        "please_confirm", "report", "fixed",
    )  # fmt: skip
    assert [name for name in waited_for if not any(getattr(words, name) in each for each in said)] == []


def test_the_diagrams_are_as_they_would_be_drawn_now() -> None:
    for name, content in script("draw_diagrams.py")["files"]().items():
        assert text_of(ROOT / "docs/pictures" / name) == content


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {Path(link).name for page in (*READMES, *CHINESE, *ENGLISH) for link in links(page)}
    assert {picture.name for picture in PICTURES} <= shown
    assert set(script("draw_diagrams.py")["files"]()) <= shown
