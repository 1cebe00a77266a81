"""Making a golden database: an old commit is checked out beside this one, and plays a few days."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bot.storage.ground.migrating import downgrade
from bot.storage.upkeep.backup import leave_wal

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLAYED_BY = {"0001": "6ec5a57", "0002": "05ff41e", "0003": "1ba60a6", "0004": "HEAD", "0005": "HEAD", "0006": "67acbba"}
"""The commit whose code made the rows. That of 0001 needs the library cn2an, which later code does without."""


def make(revision: str, file: Path) -> None:
    """Write the database of a revision as SQL."""
    with tempfile.TemporaryDirectory() as name:
        checkout, database = Path(name) / "checkout", Path(name) / "golden.db"
        commit = PLAYED_BY[revision]
        subprocess.run(["git", "worktree", "add", "-q", "--detach", str(checkout), commit], cwd=ROOT, check=True)
        try:
            play = [sys.executable, str(HERE / "playing.py"), str(database)]
            subprocess.run(play, cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, check=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(checkout)], cwd=ROOT, check=True)
        if commit == "HEAD":
            downgrade(f"sqlite:///{database}", revision)
        leave_wal(database)
        with closing(sqlite3.connect(database)) as connection:
            file.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
