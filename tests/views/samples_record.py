"""Samples of the record: taken out, brought in, looked up."""

from collections.abc import Iterator
from datetime import date

from bot.domain.kind import Kind
from bot.domain.record import Form, Wanted
from bot.views import export
from tests.views import facts
from tests.views.sampling import Sample, sample

TODAY = date(2026, 11, 23)
OCTOBER = Wanted(date(2026, 10, 1), date(2026, 10, 31))
SERIAL = 10**9 - 1


def _nothing() -> bytes:
    return b""


def _export() -> Iterator[Sample]:
    for wanted in (OCTOBER, Wanted(), Wanted(kind=Kind.OPINION, form=Form.CSV, full=True)):
        for count in (0, 100_000):
            keywords = {"serial": SERIAL, "today": TODAY, "secretary": count > 0}
            yield sample(export.ask, facts.community, wanted, count, **keywords)
            yield sample(export.made, facts.community, wanted, count)
            yield sample(export.file, facts.community, wanted, count, lambda _: _nothing)


SCREENS = [*_export()]
