"""Taking the record out: what is wanted, that it is being made, and the file."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from bot.domain.kind import Kind
from bot.domain.periods import months_later
from bot.domain.record import Form, Wanted
from bot.models import Community
from bot.views.buttons import data
from bot.views.labels import kind_word
from bot.views.record_sheet import names, range_words
from bot.views.screen import Button, File, Progress, Screen
from bot.views.words import Words

KINDS = (None, *Kind)


def _facts(words: Words, community: Community, wanted: Wanted, count: int) -> dict[str, object]:
    return {
        "community": community.name,
        "days": range_words(words, wanted),
        "kind": None if wanted.kind is None else kind_word(words, wanted.kind),
        "count": count,
        "form": wanted.form.upper(),
        "full": wanted.full,
    }


def ask(
    words: Words, community: Community, wanted: Wanted, count: int, *, serial: int, today: date, secretary: bool
) -> Screen:
    """What would be taken out; each button changes one thing, the last one makes it."""

    def button(label: str, act: str, value: str) -> Button:
        return Button(label, data=data("export", community.id, serial, act, value))

    kind = KINDS[(KINDS.index(wanted.kind) + 1) % len(KINDS)]
    kind_label = words._("全部类别") if kind is None else kind_word(words, kind)
    form = Form.CSV if wanted.form is Form.XLSX else Form.XLSX
    rows = [
        _days(words, wanted, today, button),
        (
            button(words._("只要%(kind)s") % {"kind": kind_label} if kind else kind_label, "kind", kind or ""),
            button(words._("改成 %(form)s") % {"form": form.upper()}, "form", form),
        ),
    ]
    if secretary:
        label = "🔒 " + words._("还是打码") if wanted.full else "🔓 " + words._("要完整姓名电话")
        rows.append((button(label, "full", "0" if wanted.full else "1"),))
    if count:
        rows.append((button("📤 " + words._("导出 %(count)s 行") % {"count": count}, "go", ""),))
    return Screen(words.render("export", **_facts(words, community, wanted, count)), tuple(rows))


def _days(words: Words, wanted: Wanted, today: date, button: Callable[[str, str, str], Button]) -> tuple[Button, ...]:
    this = today.replace(day=1)
    spans = {
        "month": (words._("本月"), this, months_later(this, 1) - timedelta(days=1)),
        "last": (words._("上月"), months_later(this, -1), this - timedelta(days=1)),
        "year": (words._("今年"), date(today.year, 1, 1), date(today.year, 12, 31)),
        "all": (words._("全部日期"), None, None),
    }
    others = [(label, key) for key, (label, *span) in spans.items() if span != [wanted.since, wanted.until]]
    return tuple(button(label, "days", key) for label, key in others[:3])


def made(words: Words, community: Community, wanted: Wanted, count: int) -> Screen:
    """It is on its way."""
    return Screen(words.render("export_made", **_facts(words, community, wanted, count)))


def making(words: Words, wanted: Wanted, done: int, total: int) -> Screen:
    """How far it is."""
    return Screen(words.render("export_making", days=range_words(words, wanted), done=done, total=total))


def file(
    words: Words, community: Community, wanted: Wanted, count: int, draw: Callable[..., bytes], *, shown: int | None
) -> Screen:
    """The file itself; `shown` is the message that tells how far it is."""
    progress = None if shown is None else Progress(shown, partial(making, words, wanted), draw)
    days = range_words(words, wanted).replace(" ", "-")
    name = f"{names(words).record}-{days}.{wanted.form}"
    return Screen(
        words.render("export_file", **_facts(words, community, wanted, count)),
        files=(File(name, draw, progress=progress),),
    )
