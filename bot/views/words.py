"""One language's words: templates, messages, dates. Chinese is the source, English its translation.

The catalogues are read as text (`.po`) when the program starts, so that there is nothing to compile and forget.
"""

from datetime import date, datetime
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, PackageLoader, StrictUndefined

SOURCE = "zh_CN"
LOCALES = (SOURCE, "en")


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
        lines = (line.strip() for line in text.splitlines())
        return "\n".join(line for line in lines if line)

    def day(self, day: date) -> str:
        """11月23日 星期一 · Monday, November 23."""
        return format_date(day, "M月d日 EEEE" if self.locale == SOURCE else "EEEE, MMMM d", locale=self.locale)

    def moment(self, instant: datetime, zone: ZoneInfo) -> str:
        """A date and time of day where people live."""
        pattern = "M月d日 HH:mm" if self.locale == SOURCE else "MMM d, HH:mm"
        return format_datetime(instant, pattern, tzinfo=zone, locale=self.locale)

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("bot.views"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_translations(self._translations, newstyle=True)  # type: ignore[attr-defined]
        return environment


def _catalogue(locale: str) -> GNUTranslations:
    path = files("bot.views").joinpath("locales", locale, "LC_MESSAGES", "weixiu.po")
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Dictionary:
    """All languages the program speaks."""

    def __init__(self) -> None:
        self._words = {locale: Words(locale) for locale in LOCALES}

    def words(self, locale: str | None) -> Words:
        """The words of a language; Chinese where it is not known."""
        return self._words.get(locale or SOURCE, self._words[SOURCE])
