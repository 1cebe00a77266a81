"""Words that remember what was said with them."""

from gettext import NullTranslations
from typing import Any

from bot.views.words import SOURCE, Words


class _Ear(NullTranslations):
    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.heard.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


class HearingWords(Words):
    """Chinese words that remember which messages and templates were used."""

    def __init__(self) -> None:
        super().__init__(SOURCE)
        self._translations = self._ear = _Ear()
        self.rendered: set[str] = set()

    @property
    def heard(self) -> set[str]:
        """The messages, as the catalogue keys them."""
        return self._ear.heard

    def render(self, template: str, **facts: Any) -> str:
        """As any words do."""
        self.rendered.add(f"{template}.j2")
        return super().render(template, **facts)
