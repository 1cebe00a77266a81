"""What somebody is called where many read it, as they have chosen."""

from bot.domain.shown_as import ShownAs
from bot.language.persons.names import is_honoured, surname_of
from bot.storage.members.people import NAMELESS
from bot.views.words import Words


def public_name(words: Words, name: str | None, shown_as: ShownAs, number: int) -> str:
    """李建国, 李师傅, or 7号志愿者; who was removed has no name. Plain text."""
    if not name or name == NAMELESS:
        return NAMELESS
    if shown_as is ShownAs.NAME:
        return name
    if shown_as is ShownAs.TITLE:
        if is_honoured(name):
            return name
        surname = surname_of(name)
        if surname is not None:
            return words._("%(surname)s师傅") % {"surname": surname}
    return words._("%(number)s号志愿者") % {"number": number}
