"""What processes have used, read from Linux's /proc: seconds of CPU, and memory."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
AFTER_NAME = 2
"""Fields of /proc/PID/stat are counted from the state, the third one; source: proc_pid_stat(5)."""
PARENT, USER, SYSTEM, WAITED_USER, WAITED_SYSTEM = 4, 14, 15, 16, 17


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds, in user and kernel mode, of processes with all their threads and the children they waited for."""
    total = 0
    for pid in pids:
        fields = _stat(pid)
        if fields:
            total += sum(int(fields[number]) for number in (USER, SYSTEM, WAITED_USER, WAITED_SYSTEM))
    return total / TICKS


def children_of(parent: int) -> list[int]:
    """The processes a process has started and that still live."""
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if (fields := _stat(pid)) and int(fields[PARENT]) == parent]


def memory_mib(pid: int) -> float:
    """Resident memory in MiB; 0 when the process is gone."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def processor() -> str:
    """The processor's name."""
    lines = (PROC / "cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _stat(pid: int) -> dict[int, str]:
    """Fields by the numbers of the manual; the name may hold spaces, so that counting begins behind it."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return {}
    return dict(enumerate(text.rpartition(")")[2].split(), start=AFTER_NAME + 1))
