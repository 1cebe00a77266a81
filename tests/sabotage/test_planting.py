"""The saboteur's own tools: faults that fit, copies that are complete, verdicts that mean what they say."""

import subprocess
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.sabotage.copies import ROOT, copied, copy_project
from tests.sabotage.fault import Edit, Fault, MisfitError, fault
from tests.sabotage.faults import FAULTS
from tests.sabotage.inside import WRONG_PROGRAM
from tests.sabotage.promises import PROMISES
from tests.sabotage.report import summary, table
from tests.sabotage.trial import Result, Verdict, judge, run_tests

AT_LEAST = 30
LIE = fault("the answer is wrong", 4, "bot/__init__.py", "42", "41", "tests/test_answer.py::test_the_answer")


def test_every_fault_fits_the_code_as_it_is() -> None:
    assert [why for one in FAULTS for why in one.misfits(ROOT)] == []


def test_every_test_that_has_to_notice_exists() -> None:
    named = {node for one in FAULTS for node in one.red}
    assert {node for node in named if not _exists(node)} == set()


def _exists(node: str) -> bool:
    file, _, function = node.partition("[")[0].partition("::")
    path = ROOT / file
    return path.is_file() and f"def {function}" in path.read_text(encoding="utf-8")


def test_there_are_many_faults_each_with_a_name_of_its_own_and_a_known_promise() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS) >= AT_LEAST
    assert {one.promise for one in FAULTS} <= PROMISES.keys()
    assert [one.name for one in FAULTS if not one.red or not one.edits] == []


@pytest.mark.parametrize("text", ["", "one", "two two"], ids=["not there", "another text", "there twice"])
def test_a_fault_that_no_longer_fits_is_refused_aloud(tmp_path: Path, text: str) -> None:
    (tmp_path / "code.py").write_text(text, encoding="utf-8")
    with pytest.raises(MisfitError, match=r"no longer fits the code: a name: code\.py"):
        fault("a name", 1, "code.py", "two", "three").plant(tmp_path)
    assert (tmp_path / "code.py").read_text(encoding="utf-8") == text


def test_a_fault_of_several_edits_is_planted_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("one two", encoding="utf-8")
    half = Fault("half", 1, (Edit("code.py", "one", "1"), Edit("gone.py", "two", "2")), ())
    with pytest.raises(MisfitError, match=r"there is no file gone\.py"):
        half.plant(tmp_path)
    assert (tmp_path / "code.py").read_text(encoding="utf-8") == "one two"
    Fault("whole", 1, (Edit("code.py", "one", "1"), Edit("code.py", "two", "2")), ()).plant(tmp_path)
    assert (tmp_path / "code.py").read_text(encoding="utf-8") == "1 2"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A tiny project under git: one file committed and changed since, one new, one ignored, one deleted."""
    root = tmp_path / "checkout"
    root.mkdir()
    for name, text in {"old.py": "old", "gone.py": "gone", ".gitignore": "*.key\n"}.items():
        (root / name).write_text(text, encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "old.py").write_text("changed", encoding="utf-8")
    (root / "gone.py").unlink()
    (root / "folder").mkdir()
    (root / "folder" / "new.py").write_text("new", encoding="utf-8")
    (root / "secret.key").write_text("secret", encoding="utf-8")
    return root


def test_a_copy_has_what_lies_there_now_and_nothing_that_is_ignored(checkout: Path, tmp_path: Path) -> None:
    copy_project(checkout, tmp_path / "copy")
    there = {
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
    assert there == {".gitignore", "old.py", "folder/new.py"}
    assert (tmp_path / "copy" / "old.py").read_text(encoding="utf-8") == "changed"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that answers 42, with a test that asks."""
    root = tmp_path / "project"
    inside = Path("tests/sabotage/inside.py")
    test = "import bot\n\n\ndef test_the_answer() -> None:\n    assert bot.ANSWER == 42\n"
    for name, text in {
        "bot/__init__.py": "ANSWER = 42\n",
        "tests/__init__.py": "",
        "tests/sabotage/__init__.py": "",
        inside.as_posix(): (ROOT / inside).read_text(encoding="utf-8"),
        "tests/test_answer.py": test,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_a_planted_fault_turns_the_copys_test_red_and_leaves_the_project_as_it_was(project: Path) -> None:
    before = run_tests(project, LIE.red, clock=Clock())
    assert (before.verdict, before.test) == (Verdict.GREEN, ""), before.output
    with copied(project, project.parent) as copy:
        LIE.plant(copy)
        result = run_tests(copy, LIE.red, clock=Clock())
    assert (result.verdict, result.test) == (Verdict.RED, "tests/test_answer.py::test_the_answer"), result.output
    assert not copy.exists()
    assert LIE.misfits(project) == []


def test_a_program_from_elsewhere_is_not_tested(project: Path, tmp_path: Path) -> None:
    """As with a package that is installed editable, from another folder than the copy."""
    (project / "bot" / "__init__.py").unlink()
    (project / "bot").rmdir()
    result = run_tests(project, LIE.red, "--rootdir", str(tmp_path), clock=Clock())
    assert result.verdict is Verdict.BROKEN
    assert "the program would be imported from" in result.output


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(0, "green"), (1, "red"), (2, "broken"), (4, "broken"), (5, "broken"), (-9, "broken"), (WRONG_PROGRAM, "broken")],
)
def test_only_a_failed_test_counts_as_red(code: int, verdict: str) -> None:
    output = "..F\nFAILED tests/test_a.py::test_b[x y] - assert 1 == 2\nFAILED tests/test_a.py::test_c\n"
    result = judge(code, output, seconds=1.0)
    assert result.verdict == verdict
    expected = ("tests/test_a.py::test_b[x y]", "assert 1 == 2") if verdict == "red" else ("", "")
    assert (result.test, result.reason) == expected


def test_a_test_that_failed_without_a_word_is_named_all_the_same() -> None:
    logged = "ERROR    bot.intake:polling.py:70 updates could not be stored\n=== short test summary info ===\n"
    result = judge(1, f"{logged}FAILED tests/test_a.py::test_c\n1 failed in 0.1s\n", seconds=1.0)
    assert (result.test, result.reason) == ("tests/test_a.py::test_c", "")


def test_the_report_names_what_nobody_noticed() -> None:
    noticed = Result(Verdict.RED, "tests/test_answer.py::test_the_answer", "assert 41 == 42", 1.26, "")
    missed = Result(Verdict.GREEN, "", "", 2.0, "")
    other = fault("nobody asks", 9, "bot/__init__.py", "42", "43")
    shown = table([(LIE, noticed), (other, missed)])
    assert "| the answer is wrong | 4      | tests/test_answer.py::test_the_answer | assert 41 == 42 | 1.3 |" in shown
    assert "NOT NOTICED" in shown
    assert summary([(LIE, noticed), (other, missed)]) == "1 of 2 faults were noticed\nNOT NOTICED: nobody asks\n"
