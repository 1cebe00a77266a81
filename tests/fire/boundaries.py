"""Every place where the running program commits, found in its source by the function that opens the transaction."""

import ast
from collections.abc import Iterator
from pathlib import Path

import bot

HOUSE = Path(bot.__file__).parent
OWN_TRANSACTIONS = {"storage/ground/keyring.py", "storage/ground/migrating.py"}
"""Where the running program begins and commits without `writing()`: before anything else is done."""
COMMANDS = {
    "storage.ground.migrating.downgrade": "nobody calls it while the program runs",
    "usecases.record.bringing_by_operator.bring_by_operator": "a command of one shot: what came in stays in, once",
    "usecases.record.bringing_by_operator.take_back_by_operator": "a command of one shot: what is gone is gone",
    "usecases.record.exporting.export_by_operator": "a command of one shot: whoever saw no file asks again",
    "usecases.members.inviting.invite_by_operator": "a command of one shot: whoever saw no link asks again",
}
"""Commits that are not the running program's, and why a kill there needs no scene."""


def boundaries() -> set[str]:
    """The dotted names, below the package, of the functions that open a transaction which writes."""
    found = {name for path in HOUSE.rglob("*.py") for name in _committing(path)}
    return found - COMMANDS.keys()


def functions() -> set[str]:
    """The dotted names of all functions of the program."""
    return {
        name
        for path in HOUSE.rglob("*.py")
        for name in _defined(ast.parse(path.read_text(encoding="utf-8")), _module(path))
    }


def _module(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix().removesuffix(".py").replace("/", ".")


def _defined(node: ast.AST, inside: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{inside}.{child.name}"
            yield from _defined(child, f"{inside}.{child.name}")


def _committing(path: Path) -> Iterator[str]:
    home = path.relative_to(HOUSE).as_posix()
    ends = {"writing"} | ({"begin", "commit"} if home in OWN_TRANSACTIONS else set())
    yield from (f"{_module(path)}.{name}" for name in _callers(ast.parse(path.read_text(encoding="utf-8")), ends, ()))


def _callers(node: ast.AST, ends: set[str], inside: tuple[str, ...]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        where = inside
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            where = (*inside, child.name)
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in ends:
            yield ".".join(inside)
        yield from _callers(child, ends, where)
