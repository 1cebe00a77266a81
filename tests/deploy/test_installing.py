"""docs/INSTALLING.md: what it says to type exists, what it names is there, and the wheel carries all that is needed."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
import typer.main
import yaml

from bot.cli.table import commands
from bot.config import build, names
from tests.cli.operator import ROOT
from tests.deploy.test_deploy import every_figure, settings_in
from tests.test_documents import blocks, headings, text_of

ENGLISH, CHINESE = ROOT / "docs/INSTALLING.md", ROOT / "docs/INSTALLING.zh-CN.md"


def typed(path: Path) -> list[str]:
    inline = re.findall(r"`((?:sudo|uv|docker|weixiu|journalctl)[^`]* [^`]*)`", text_of(path))
    return ["".join(blocks(path, "sh")), *inline]


def first_cells(path: Path) -> list[str]:
    return re.findall(r"^\| (`[^|]*`) \|", text_of(path), re.MULTILINE)


def test_both_languages_say_the_same_to_type_to_configure_and_to_watch() -> None:
    for told in (headings, typed, first_cells):
        assert told(ENGLISH) == told(CHINESE)
    assert blocks(ENGLISH, "toml") == blocks(CHINESE, "toml")


def test_every_command_and_option_to_be_typed_exists() -> None:
    known = {
        name: {option for one in command.params for option in one.opts}
        for name, command in typer.main.get_group(commands()).commands.items()
    }
    lines = [line for text in typed(ENGLISH) for line in text.splitlines()]
    used = [words for line in lines for words in re.findall(r"(?:^|[ /])weixiu (\w+)((?: .*)?)$", line)]
    assert {"init", "doctor", "run", "backup"} <= {name for name, _ in used}
    for name, rest in used:
        assert set(re.findall(r"--[\w-]+", rest)) <= known[name], (name, rest)


def test_every_file_setting_and_figure_that_is_named_is_there(tmp_path: Path) -> None:
    text = text_of(ENGLISH)
    files = set(re.findall(r"\b(?:deploy/[\w.]+|compose[\w.]*\.yaml|requirements\.lock|config\.example\.toml)", text))
    assert len(files) >= 5
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert settings_in(text) <= set(names())
    for block in blocks(ENGLISH, "toml"):
        build({"telegram": {"token": "123456:ABC"}} | tomllib.loads(block), folder=tmp_path)
    told = set(re.findall(r"`(\w+)`", " ".join(first_cells(ENGLISH))))
    figures = {re.split(r"[ {]", line)[0] for line in every_figure().splitlines() if line.startswith("weixiu_")}
    rules = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    assert told == {name for name in figures if not name.endswith("_created")} | {rule["alert"] for rule in rules}


@pytest.mark.long
def test_the_wheel_carries_all_that_is_needed_and_works_far_from_the_project(tmp_path: Path) -> None:
    """Built from what the image is built from, installed where there is nothing but the libraries."""
    uv = Path(sys.executable).with_name("uv")
    run(uv, "build", "--quiet", "--wheel", "--system-certs", "--out-dir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "-C", ROOT, "ls-files", "bot", "migrations").splitlines()
    wanted = {re.sub(r"^migrations/", "bot/_migrations/", name) for name in tracked}
    assert wanted - packed == set()
    assert {name.split("/")[0] for name in packed - wanted} == {f"{wheel.name.partition('-py')[0]}.dist-info"}
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "away")
    run(uv, "pip", "install", "--quiet", "--no-deps", "--offline", "--python", tmp_path / "away/bin/python", wheel)
    (site,) = (tmp_path / "away").glob("lib/python*/site-packages")
    libraries = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (site / "libraries.pth").write_text("\n".join(dict.fromkeys(libraries)), encoding="utf-8")
    weixiu = tmp_path / "away/bin/weixiu"
    (tmp_path / "empty").mkdir()
    assert "init" in run(weixiu, "--help", where=tmp_path / "empty")
    said = ("--yes", "--token", "123456:ABC", "--operator", "1001", "--base-url", "http://127.0.0.1:9/bot")
    run(weixiu, "init", *said, where=tmp_path / "empty")
    assert "数据库是 00" in run(weixiu, "migrate", where=tmp_path / "empty")


def run(*words: str | Path, where: Path = ROOT) -> str:
    """What a command says, typed in a folder; it has to succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WEIXIU_", "PYTHON"))}
    done = subprocess.run(words, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return done.stdout
