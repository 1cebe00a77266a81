"""A share of a core for each process: how far several get where the machine's own cores are not the end of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

CONTROLLERS = (Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup"))
"""Where control groups are kept: the first version's folder for processors, or the second version's only one."""
PERIOD_MICROSECONDS = 20_000
_SERIAL = count(1)


def can_be_shared_out() -> bool:
    """Whether this machine lets us: Linux, and rights on its control groups."""
    return _controller() is not None


@contextmanager
def confined(pid: int, share: float) -> Iterator[None]:
    """A process gets at most this share of one core while the block runs; it has to have ended by the end of it.

    Raises:
        OSError: this machine does not let us.
    """
    controller = _controller()
    if controller is None:
        raise OSError("no control groups that we may use")
    group = controller / f"weixiu-bench-{os.getpid()}-{next(_SERIAL)}"
    group.mkdir()
    try:
        quota = int(share * PERIOD_MICROSECONDS)
        if (group / "cpu.max").exists():
            (group / "cpu.max").write_text(f"{quota} {PERIOD_MICROSECONDS}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_MICROSECONDS))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        group.rmdir()


def _controller() -> Path | None:
    for folder in CONTROLLERS:
        limits = (folder / "cpu.cfs_quota_us", folder / "cgroup.subtree_control")
        if any(limit.exists() for limit in limits) and os.access(folder, os.W_OK) and _enabled(folder):
            return folder
    return None


def _enabled(folder: Path) -> bool:
    """In the second version a group has processors only where the group above hands them down."""
    handed_down = folder / "cgroup.subtree_control"
    return not handed_down.exists() or "cpu" in handed_down.read_text().split()
