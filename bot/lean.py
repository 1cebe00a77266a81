"""The bot at work without the words that libraries explain themselves with: 8 MiB. See docs/decisions/020.

`python -m bot.lean` prepares it, after each installation or upgrade: it compiles Python and the libraries for -OO.
"""

import os
import subprocess
import sys
import sysconfig
from importlib.util import cache_from_source, find_spec
from pathlib import Path

CARRIED = ("telegram", "sqlalchemy", "asyncio")
"""Of the libraries and of Python itself: where these are compiled, all are."""
NOT_CARRIED = r"/(test|tests|idlelib|lib2to3|ensurepip|turtledemo)/"


def begin_leanly() -> None:
    """Go on as the same process under -OO; returns where it is so already, or was not prepared.

    Not prepared, each start would compile everything anew, which takes longer than the memory is worth. Nor is a
    process given up that a profiler or a debugger looks at, or that was not begun by the words it carries out.
    """
    watched = sys.getprofile() is not None or sys.gettrace() is not None
    typed = sys.orig_argv[-len(sys.argv[1:]) :] == sys.argv[1:] != []
    if sys.flags.optimize or watched or not typed or sys.platform == "win32" or not all(map(_is_compiled, CARRIED)):
        return
    os.execv(sys.executable, [sys.executable, "-OO", *sys.orig_argv[1:]])  # noqa: S606 - ourselves, without a shell


def _is_compiled(name: str) -> bool:
    found = find_spec(name)
    source = None if found is None else found.origin
    return source is not None and Path(cache_from_source(source, optimization="2")).exists()


def prepare() -> None:
    """Compile what a bot may load; what cannot be written stays as it is, and then nothing changes."""
    folders = [sysconfig.get_path(name) for name in ("stdlib", "purelib")]
    compiling = ["-OO", "-m", "compileall", "-qq", "-j", "0", "-x", NOT_CARRIED, *folders]
    subprocess.run([sys.executable, *compiling], check=False)  # noqa: S603 - Python itself, on its own folders


if __name__ == "__main__":
    prepare()
    sys.stdout.write(
        "The bot will start leanly.\n" if all(map(_is_compiled, CARRIED)) else "Nothing could be written.\n"
    )
