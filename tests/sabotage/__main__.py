"""Plant each fault into a copy of the project and see a test turn red.

    python -m tests.sabotage [--jobs 2] [--only WORD …] [--list]

The copies hold what lies in the checkout now, committed or not. First all the tests named by the faults have to be
green without any fault; then each fault is planted alone, and the tests it names are run until the first fails. The
exit code is 1 if the tests are not green before, or if a fault is not noticed, or if one no longer fits the code.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from bot.clock import Clock
from tests.databases import SERVER_VARIABLE, postgres_server
from tests.sabotage.copies import ROOT, copied, copy_project
from tests.sabotage.fault import Fault
from tests.sabotage.faults import FAULTS
from tests.sabotage.report import progress, promises_broken, summary, table
from tests.sabotage.trial import Result, Verdict, run_tests


def main() -> None:
    """Plant, test, report."""
    arguments = _arguments()
    faults = [fault for fault in FAULTS if any(word in fault.name for word in arguments.only)]
    if arguments.list:
        sys.stdout.write("".join(f"{fault.promise:2}  {fault.name}\n" for fault in faults))
        return
    if not faults:
        sys.exit(f"no fault's name has any of {arguments.only} in it")
    if misfits := [why for fault in faults for why in fault.misfits(ROOT)]:
        sys.exit("\n".join(misfits))
    with tempfile.TemporaryDirectory(prefix="weixiu-sabotage-") as folder, _database_server():
        whole = Path(folder) / "weixiu"
        copy_project(ROOT, whole)
        _require_green(whole, faults, jobs=arguments.jobs)
        trials = _try_all(whole, faults, jobs=arguments.jobs)
    sys.stdout.write("\n" + table(trials) + "\n" + promises_broken(faults) + "\n" + summary(trials))
    sys.exit(any(result.verdict is not Verdict.RED for _, result in trials))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sabotage", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=2, help="how many copies are tested side by side")
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORD", help="only faults with this in their name")
    parser.add_argument("--list", action="store_true", help="only say which faults there are")
    return parser.parse_args()


@contextmanager
def _database_server() -> Iterator[None]:
    """One PostgreSQL for all trials, each with databases of its own: starting one takes longer than most of them."""
    if SERVER_VARIABLE in os.environ:
        yield
        return
    with postgres_server() as server:
        os.environ[SERVER_VARIABLE] = server.url
        try:
            yield
        finally:
            del os.environ[SERVER_VARIABLE]


def _require_green(whole: Path, faults: Sequence[Fault], *, jobs: int) -> None:
    """All tests that the faults name pass while none is planted."""
    tests = list(dict.fromkeys(test for fault in faults for test in fault.red))
    sys.stderr.write(f"{len(tests)} tests and files without any fault …\n")
    shares = [share for first in range(jobs) if (share := tests[first::jobs])]
    with ThreadPoolExecutor(jobs) as workers:
        results = list(workers.map(lambda share: run_tests(whole, share, clock=Clock()), shares))
    if not_green := [result.output for result in results if result.verdict is not Verdict.GREEN]:
        sys.exit("\n".join([*not_green, "the tests are not green without a fault, so nothing can be said"]))
    seconds = max(result.seconds for result in results)
    sys.stderr.write(f"green after {seconds:.0f} s; now {len(faults)} faults, {jobs} at a time\n")


def _try_all(whole: Path, faults: Sequence[Fault], *, jobs: int) -> list[tuple[Fault, Result]]:
    """The result of each fault, in the order they are listed."""
    results: dict[Fault, Result] = {}
    with ThreadPoolExecutor(jobs) as workers:
        under_way = {workers.submit(_try, whole, fault): fault for fault in faults}
        try:
            for ended in as_completed(under_way):
                fault = under_way[ended]
                results[fault] = ended.result()
                sys.stderr.write(progress(len(results), len(faults), fault, results[fault]))
                sys.stderr.flush()
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)  # or an interruption would wait for all of them
            raise
    return [(fault, results[fault]) for fault in faults]


def _try(whole: Path, fault: Fault) -> Result:
    with copied(whole, whole.parent) as copy:
        fault.plant(copy)
        return run_tests(copy, fault.red, clock=Clock())


if __name__ == "__main__":
    main()
