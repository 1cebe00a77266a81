"""The scores of the tables of phrases, shown at the end of a run."""

from _pytest.terminal import TerminalReporter

SCORES = "phrases"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """One line for each table, as its test recorded it."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    lines = [line for report in reports for name, line in report.user_properties if name == SCORES]
    if lines:
        terminalreporter.section("phrases understood")
    for line in sorted(lines):
        terminalreporter.line(line)
