"""What a check finds: how it stands, about what, and in one sentence what is so and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How bad it is; shown as a sign, since colours do not reach everybody."""

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


SIGNS = {Mark.GOOD: "✓", Mark.WARNING: "!", Mark.PROBLEM: "✗"}


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    mark: Mark
    subject: str
    sentence: str

    def __str__(self) -> str:
        return f"{SIGNS[self.mark]} {self.subject}: {self.sentence}"

    def to_json(self) -> dict[str, str]:
        """As plain values."""
        return {"mark": str(self.mark), "subject": self.subject, "sentence": self.sentence}


def good(subject: str, sentence: str) -> Finding:
    """As it should be."""
    return Finding(Mark.GOOD, subject, sentence)


def warning(subject: str, sentence: str) -> Finding:
    """It works, but somebody should know."""
    return Finding(Mark.WARNING, subject, sentence)


def problem(subject: str, sentence: str) -> Finding:
    """It does not work until somebody does what the sentence says."""
    return Finding(Mark.PROBLEM, subject, sentence)


def all_well(findings: list[Finding]) -> bool:
    """Whether nothing has to be mended."""
    return all(finding.mark is not Mark.PROBLEM for finding in findings)
