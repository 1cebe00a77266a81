"""A fault: what it breaks, how it is planted, and which tests have to notice."""

from dataclasses import dataclass
from pathlib import Path


class MisfitError(Exception):
    """A fault no longer fits the code it was written for; the text says which and where."""


@dataclass(frozen=True)
class Edit:
    """One change of a file; `old` has to stand in it exactly once."""

    file: str
    """Relative to the project's folder."""
    old: str
    new: str

    def fits(self, root: Path) -> str | None:
        """Why it cannot be made below `root`; None if it can."""
        path = root / self.file
        if not path.is_file():
            return f"there is no file {self.file}"
        times = path.read_text(encoding="utf-8").count(self.old)
        return None if times == 1 else f"{self.file} has {times} times, instead of once: {self.old.strip()!r}"

    def make(self, root: Path) -> None:
        """Change the file below `root`."""
        path = root / self.file
        path.write_text(path.read_text(encoding="utf-8").replace(self.old, self.new), encoding="utf-8")
        # Python takes a compiled file for fresh when size and second of the source are the same.
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()


@dataclass(frozen=True)
class Fault:
    """One mistake somebody could make, in one place or, where a second layer repeats the first, in each of them."""

    name: str
    """What is wrong with the program then, in plain words."""
    promise: int
    """The promise it breaks, by its number in `promises.PROMISES`."""
    edits: tuple[Edit, ...]
    red: tuple[str, ...]
    """The tests of which at least one has to fail: pytest's node ids, or files."""

    def misfits(self, root: Path) -> list[str]:
        """Why it cannot be planted below `root`, in sentences; none if it can."""
        return [f"the fault no longer fits the code: {self.name}: {why}" for e in self.edits if (why := e.fits(root))]

    def plant(self, root: Path) -> None:
        """Break the program below `root`.

        Raises:
            MisfitError: the code is another one by now.
        """
        if misfits := self.misfits(root):
            raise MisfitError("\n".join(misfits))
        for edit in self.edits:
            edit.make(root)


def fault(name: str, promise: int, file: str, old: str, new: str, *red: str) -> Fault:
    """A fault of one edit, the usual case."""
    return Fault(name, promise, (Edit(file, old, new),), red)
