"""One language's words: templates, messages, dates. Chinese is the source, English its translation.

The catalogues are read as text (`.po`) when the program starts, so that there is nothing to compile and forget.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from gettext import NullTranslations
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.language.dates.dated import PART_OF_DAY, around_day, read_set_time, undated
from bot.views.catalogue import Catalogue
from bot.views.fitting import brief, clip, fit, harmless

SOURCE = "zh_CN"
LOCALES = (SOURCE, "en")
MOST_NAMES = 12
LONGEST_NAME = 96
"""Units of a first name, which Telegram lets have 64, with a note behind it."""
_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""A space that Chinese does not need."""
_NEWLINE = "\ue000"
"""Stands for a line end that somebody wrote, until the template's own line ends are put in order."""


class Words:
    """How things are said in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._translations = NullTranslations() if locale == SOURCE else _catalogue(locale)

    def _(self, message: str) -> str:
        """A message in this language."""
        return self._translations.gettext(message)

    def render(self, template: str, **facts: Any) -> str:
        """A template in this language: HTML, with everything that people wrote escaped."""
        text = self._templates.get_template(f"{template}.j2").render(words=self, **facts)
        lines = (line.strip() for line in text.split("\n"))
        return "\n".join(fit(line for line in lines if line)).replace(_NEWLINE, "\n")

    def listing(self, names: Sequence[str], most: int = MOST_NAMES) -> str:
        """Names side by side, the first `most` of them: 李师傅、赵姐 · Li, Zhao."""
        shown = self._("、").join(brief(name, LONGEST_NAME) for name in names[:most])
        if len(names) <= most:
            return shown
        return self._("%(names)s等 %(count)s 人") % {"names": shown, "count": len(names)}

    def day(self, day: date) -> str:
        """11月23日 星期一 · Monday, November 23."""
        return format_date(day, "M月d日 EEEE" if self.locale == SOURCE else "EEEE, MMMM d", locale=self.locale)

    def when(self, kept: str) -> str:
        """When it suits somebody, in their words, with the day for 明天: 11月24日(周二)下午 · Tue, Nov 24 afternoon."""
        fixed = read_set_time(kept)
        if fixed is not None:
            return self._weekday(fixed[0]) + ("" if self.locale == SOURCE else ", ") + fixed[1]
        said, day = undated(kept)
        around = around_day(said)
        if day is None or around is None:
            return kept
        shown = self._weekday(day)
        before, behind = (part.strip() for part in around)
        if not before:
            behind = self._part_of_day(behind)
        text = f"{before} {shown} {behind}".strip()
        return _BESIDE_CHINESE.sub("", text) if self.locale == SOURCE else text

    def _weekday(self, day: date) -> str:
        return format_date(day, "M月d日(EEE)" if self.locale == SOURCE else "EEE, MMM d", locale=self.locale)

    def _part_of_day(self, said: str) -> str:
        return {
            "morning": self._("上午"),
            "noon": self._("中午"),
            "afternoon": self._("下午"),
            "evening": self._("晚上"),
        }.get(PART_OF_DAY.get(said.lower(), ""), said)

    def moment(self, instant: datetime, zone: ZoneInfo) -> str:
        """A date and time of day where people live."""
        pattern = "M月d日 HH:mm" if self.locale == SOURCE else "MMM d, HH:mm"
        return format_datetime(instant, pattern, tzinfo=zone, locale=self.locale)

    def deadline(self, instant: datetime, zone: ZoneInfo) -> str:
        """As above with the day of the week, for what people plan by: 11月24日(周二)18:00."""
        pattern = "M月d日(EEE)HH:mm" if self.locale == SOURCE else "EEE, MMM d, HH:mm"
        return format_datetime(instant, pattern, tzinfo=zone, locale=self.locale)

    def moment_of_year(self, instant: datetime, zone: ZoneInfo) -> str:
        """As above with the year, for what is kept."""
        pattern = "yyyy年M月d日 HH:mm" if self.locale == SOURCE else "MMM d, yyyy, HH:mm"
        return format_datetime(instant, pattern, tzinfo=zone, locale=self.locale)

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("bot.views"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_as_written,
            extensions=["jinja2.ext.i18n"],
        )
        environment.filters.update(brief=brief, clip=clip)
        environment.install_gettext_translations(self._translations, newstyle=True)  # type: ignore[attr-defined]
        return environment


def _as_written(value: Any) -> Any:
    """A line end that somebody wrote stays where it is; the sign for it, written by somebody, is none."""
    return harmless(value.replace(_NEWLINE, " ")).replace("\n", _NEWLINE) if isinstance(value, str) else value


def _catalogue(locale: str) -> Catalogue:
    path = files("bot.views").joinpath("locales", locale, "LC_MESSAGES", "weixiu.po")
    return Catalogue(path.read_text(encoding="utf-8"))


class Dictionary:
    """All languages the program speaks."""

    def __init__(self) -> None:
        self._words = {locale: Words(locale) for locale in LOCALES}

    def words(self, locale: str | None) -> Words:
        """The words of a language; Chinese where it is not known."""
        return self._words.get(locale or SOURCE, self._words[SOURCE])
