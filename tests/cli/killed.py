"""A command that dies by SIGKILL: at one of its commits, or while it puts a file in another one's place."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from tests.cli.operator import Operator
from tests.fire.mine import Mine


@dataclass
class FileMine:
    """Goes off at the n-th file that is put in another one's place: just before that, or just after."""

    moment: str
    number: int

    def lay(self) -> None:
        """Python tells of each such replacement before it is made, and of whatever is opened next."""
        sys.addaudithook(self._on_event)

    def _on_event(self, name: str, given: tuple[object, ...]) -> None:
        if name == "os.rename" and str(given[1]).endswith(".pyc"):
            return  # Python keeps what it has compiled, where that is done for the first time
        if name == "os.rename":
            self.number -= 1
        if self.number == 0 and name == ("os.rename" if self.moment == "before" else "open"):
            os.kill(os.getpid(), signal.SIGKILL)


def dies(operator: Operator, mine: Mine | FileMine, *words: str) -> bool:
    """Run a command in a process of its own with a mine in it: whether that went off; otherwise it has to succeed."""

    def child() -> int:
        mine.lay()
        return operator.invokes(*words).code

    return _outcome(child) == -signal.SIGKILL


def _outcome(work: Callable[[], int]) -> int:
    """How a process that does this work ends. It is forked: what this one has loaded is there already."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            code = work()
        except BaseException:  # noqa: BLE001 - nobody else would tell it, and the parent must not go on twice
            traceback.print_exc()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    return code
