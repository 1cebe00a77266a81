"""A catalogue as text (`.po`), read as it stands: a reader that knows all there is to such files takes megabytes."""

import json
import re
from gettext import NullTranslations, c2py

_RULE = re.compile(r"^Plural-Forms:.*\bplural=(?P<rule>[^;]+)", re.MULTILINE)


class Catalogue(NullTranslations):
    """Messages, and what stands for each in one language; what is not translated stays as it is.

    Source: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        """Each message and what stands for it, of those that have one form."""
        self._forms: dict[str, list[str]] = {}
        for entry in map(_entry, text.split("\n\n")):
            if "msgid_plural" in entry:
                self._forms[entry["msgid"]] = [said for name, said in entry.items() if name.startswith("msgstr[")]
            elif entry.get("msgstr"):
                self.said[entry["msgid"]] = entry["msgstr"]
        rule = _RULE.search(self.said.pop("", ""))
        self._which = c2py(rule["rule"] if rule else "n != 1")

    def gettext(self, message: str) -> str:
        """A message in this language; of one that has several forms, the one for one thing."""
        said = self.said.get(message)
        return self.ngettext(message, message, 1) if said is None else said

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A message about so many things, in this language."""
        forms = self._forms.get(msgid1)
        return super().ngettext(msgid1, msgid2, n) if forms is None else forms[self._which(n)]


def _entry(block: str) -> dict[str, str]:
    """The fields of one message; a string may go on over several lines."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            name, line = line.split(" ", 1)  # noqa: PLW2901 - what is left of it is the string
        fields[name] = fields.get(name, "") + json.loads(line)
    return fields
