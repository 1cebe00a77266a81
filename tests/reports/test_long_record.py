"""The record of many years: however long it is, no more of it is in memory than a page."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from bench.big_filling import fill
from bot.domain.record import Wanted
from tests.town import KEY, MORNING

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
FIRST = 1
ROOM = 1.25
"""What five times as many orders may take more: what the program itself needs varies from run to run."""


MEASURED = """
import sys
from pathlib import Path
from bot.record_making import main
main()
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
sys.stderr.write(peak.split(":")[1])
"""
"""What a parent's memory was when it began this process is not counted, as `ru_maxrss` would."""


def taken_out(orders: int, folder: Path) -> tuple[Path, int]:
    """The record of the first community of a database with so many orders; the file, and the peak memory in KiB."""
    url = f"sqlite:///{folder}/{orders}.db"
    fill(url, orders, MORNING, lambda _line: None, key=KEY)
    order = {
        "url": url.replace("sqlite:", "sqlite+direct:"),
        "keys": [KEY.decode()],
        "now": MORNING.isoformat(),
        "community": FIRST,
        "locale": "zh_CN",
        "wanted": Wanted(full=True).to_json(),
        "who": None,
    }
    file = folder / f"{orders}.xlsx"
    with file.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED],
            input=json.dumps(order).encode(),
            stdout=out,
            stderr=subprocess.PIPE,
            check=True,
        )
    return file, int(done.stderr.split()[-2])


def rows_of(file: Path) -> int:
    """How many rows its first sheet has; a workbook that is only read holds its file open until it is closed."""
    with closing(openpyxl.load_workbook(file, read_only=True)) as book:
        return sum(1 for _ in book.worksheets[0].rows)


@pytest.mark.parametrize("orders", [4_000, pytest.param(20_000, marks=pytest.mark.whole)])
def test_five_times_as_many_orders_take_no_more_memory(orders: int, tmp_path: Path) -> None:
    (few, little), (many, much) = (taken_out(number, tmp_path) for number in (orders, 5 * orders))
    counts = [rows_of(file) for file in (few, many)]
    assert counts[1] > 4 * counts[0] > orders / 2
    assert much < ROOM * little, (little, much)
