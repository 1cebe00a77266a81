"""The telephone numbers of a line, taken from the sheet with what was only meant as one."""

from bot.language.lines.marks import Part
from bot.language.lines.sheet import Sheet
from bot.language.persons.phones import Phone, find_numberlike, find_phones


def take_phones(sheet: Sheet, region: str) -> list[Phone]:
    """Take out all numbers and what was meant as one; a cut can bring another to light, so look again."""
    phones: list[Phone] = []
    while found := find_phones(sheet.rest, region):
        for each in found:
            sheet.take(Part.PHONE, each.start, each.end)
        phones += [each.phone for each in found]
    for label, start, end in find_numberlike(sheet.rest):
        if label < start:
            sheet.take(Part.LABEL, label, start)
        sheet.take(Part.UNCLEAR, start, end)
    return phones
