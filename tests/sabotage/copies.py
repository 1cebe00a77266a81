"""Copies of the project, as it lies there now, for breaking."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files_of(root: Path) -> list[Path]:
    """What belongs to the project, also what is not committed yet, relative to `root`; nothing that git ignores.

    Raises:
        CalledProcessError: the folder is no git checkout.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout.decode()
    return [Path(name) for name in sorted(set(listed.split("\0"))) if name and (root / name).is_file()]


def copy_project(root: Path, target: Path) -> None:
    """Copy the project's files with their times, so that what Python compiles from them stays valid in copies."""
    for file in files_of(root):
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / file, target / file)


@contextmanager
def copied(whole: Path, parent: Path) -> Iterator[Path]:
    """A copy of the folder `whole` below `parent`, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(dir=parent, prefix="planted-") as folder:
        yield Path(shutil.copytree(whole, Path(folder) / whole.name))
