"""The worked example of CONTRIBUTING.md is put into a copy of the tree, and its tests pass there."""

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_documents import ROOT, headings, text_of

ENGLISH, CHINESE = ROOT / "CONTRIBUTING.md", ROOT / "CONTRIBUTING.zh-CN.md"
PIECE = re.compile(r'^```\w+ title="([^"\n]+)"(?: after="([^\n]+)"| (at="end"))?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
COPIED = ["bot", "migrations", "tests", "pyproject.toml", "config.example.toml"]
NEWEST = 'down_revision = "NEWEST"'


@dataclass(frozen=True)
class Piece:
    """A new file, or lines that go behind another line or to the end."""

    path: str
    after: str
    at_end: bool
    text: str


def pieces(document: Path) -> list[Piece]:
    return [Piece(path, after, bool(end), text) for path, after, end, text in PIECE.findall(text_of(document))]


def placed(piece: Piece, text: str) -> str:
    """The file's text with the piece where it says it belongs."""
    if piece.at_end:
        return f"{text}\n{piece.text}"
    if not piece.after:
        return piece.text
    lines = text.splitlines(keepends=True)
    place = max(number for number, line in enumerate(lines) if piece.after in line)
    return "".join([*lines[: place + 1], piece.text, *lines[place + 1 :]])


def into(piece: Piece, root: Path) -> None:
    """Put a piece into a tree."""
    path = root / piece.path
    newest = max(each.name[:4] for each in (ROOT / "migrations/versions").glob("[0-9]*.py"))
    text = placed(piece, text_of(path) if path.exists() else "")
    path.write_text(text.replace(NEWEST, f'down_revision = "{newest}"'), encoding="utf-8")


def test_the_example_is_the_same_in_both_languages() -> None:
    assert pieces(CHINESE) == pieces(ENGLISH)
    assert headings(CHINESE) == headings(ENGLISH)
    assert len(pieces(ENGLISH)) > 10


@pytest.mark.parametrize("piece", pieces(ENGLISH), ids=lambda piece: piece.path)
def test_each_piece_has_its_place(piece: Piece) -> None:
    path = ROOT / piece.path
    assert path.exists() is bool(piece.after or piece.at_end)
    text = placed(piece, text_of(path) if path.exists() else "")
    assert piece.text in text
    if path.suffix == ".py":
        ast.parse(text)


@pytest.mark.long
@pytest.mark.outside
@pytest.mark.timeout(600)  # a test run in itself, beside all the others
def test_the_worked_example_works(tmp_path: Path) -> None:
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    for piece in pieces(ENGLISH):
        into(piece, tmp_path)
    tests = [piece.path for piece in pieces(ENGLISH) if piece.path.startswith("tests/")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "not postgres", *tests]
    command += ["tests/storage/test_migrations.py"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}  # no worker of ours
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"\d+ passed", done.stdout)
