"""The record as a file, made in a process of its own (see `bot.record_making`): call it in a thread."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Thread, Timer
from typing import IO, Any

LONGEST = 900.0
"""Seconds; a hundred thousand orders take about one and a half minutes."""


class MakingError(Exception):
    """The file was not made; the text is the end of what the process said."""


def made(order: dict[str, Any], tell: Callable[[int, int], None] = lambda _done, _total: None) -> bytes:
    """The file that the order asks for; `tell` hears how many lines are written of how many.

    Raises:
        MakingError: it was not made.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.record_making"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    said: list[str] = []
    with process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise MakingError("a process without pipes")
        listening = Thread(target=_listen, args=(process.stderr, said, tell), daemon=True)
        listening.start()
        # Not the wait at the end: whoever hangs never comes to the end of what it writes.
        too_long = Timer(LONGEST, process.kill)
        too_long.start()
        process.stdin.write(json.dumps(order).encode())
        process.stdin.close()
        content = process.stdout.read()
        code = process.wait()
        too_long.cancel()
        listening.join()
    if code == -signal.SIGKILL:
        raise MakingError(f"not made within {LONGEST:.0f} s, or killed")
    if code:
        raise MakingError(f"not made: {' '.join(said)[-500:]}")
    return content


def _listen(stream: IO[bytes], said: list[str], tell: Callable[[int, int], None]) -> None:
    for line in stream:
        done, _, total = line.decode(errors="replace").strip().partition(" ")
        if done.isdecimal() and total.isdecimal():
            tell(int(done), int(total))
        else:
            said.append(f"{done} {total}")
