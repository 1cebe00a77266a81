"""The image without Docker: the Dockerfile's own lines, in folders instead of layers, then run as its user."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.test_deploy import ROOT, instructions

pytestmark = [pytest.mark.long, pytest.mark.whole, pytest.mark.timeout(900)]  # every library is fetched and compiled


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder in place of `/` that other users may walk through."""
    with tempfile.TemporaryDirectory(prefix="weixiu-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def placed(text: str, root: Path) -> str:
    """The image's folders, below `root`."""
    for folder in ("/src", "/app", "/data"):
        text = text.replace(folder, f"{root}{folder}")
    return text


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, after its FROM."""
    found: list[list[tuple[str, str]]] = []
    for name, rest in instructions():
        if name == "FROM":
            found.append([])
        else:
            found[-1].append((name, rest))
    return found


def copied(rest: str, into: Path) -> None:
    *files, to = rest.split()
    for file in files:
        if (ROOT / file).is_dir():
            shutil.copytree(ROOT / file, into / to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / file, into / to)


def for_everybody(path: Path) -> bool:
    """Whether other users may come here."""
    return all(each.stat().st_mode & 0o001 for each in path.resolve().parents)


def entries(folder: Path) -> dict[str, int]:
    """What is below a folder, and when it was written."""
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def test_its_steps_make_a_program_that_runs_without_rights_and_writes_only_its_data(root: Path) -> None:
    build, last = stages()
    source = root / "src"
    source.mkdir()
    for name, rest in build:
        if name == "COPY":
            copied(rest, source)
        elif name == "RUN":
            subprocess.run(["sh", "-ec", placed(rest, root)], cwd=source, check=True, stdin=subprocess.DEVNULL)
    shutil.rmtree(source)
    settings = dict(last)
    user, group = (int(part) for part in settings["USER"].split(":"))
    (root / "data").mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(root / "data", user, group)
    program = entries(root / "app")
    environment = {
        **dict(each.split("=", 1) for each in placed(settings["ENV"], root).replace("$PATH", os.defpath).split()),
        "WEIXIU_TELEGRAM__TOKEN": "123456:ABC",
    }

    # An interpreter in somebody's home is for nobody else; the image's is for everybody.
    rightless = os.geteuid() == 0 and for_everybody(Path(sys.executable))
    become: dict[str, Any] = {"user": user, "group": group, "extra_groups": []} if rightless else {}

    def says(*words: str) -> str:
        done = subprocess.run(
            [root / "app/bin/weixiu", *words], cwd=root / "data", env=environment, capture_output=True, text=True,
            check=False, **become,
        )  # fmt: skip
        assert done.returncode == 0, done
        return str(done.stdout)

    assert says("--version").startswith("weixiu")
    assert "数据库是 00" in says("migrate")
    assert "weixiu.db" in {path.name for path in (root / "data").iterdir()}
    assert entries(root / "app") == program, "what is read only stays as it was"
