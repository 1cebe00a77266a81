"""Where an order line says it is: the address taken from the sheet, a second flat kept from the group."""

import re

from bot.language.letters.spots import BOUNDARY, FoundAddress
from bot.language.lines.marks import Part
from bot.language.lines.sheet import Sheet
from bot.language.whereabouts.addresses import find_addresses, find_flats, find_place

_WRONG = re.compile(r"(?<![0-9])(?:[0-9]{5,}|0+)(?:号楼|幢|栋|单元|室)")
_WRONG_FLAT = re.compile(rf"[\s-]*(?P<flat>[0-9]{{5,}})(?=[{BOUNDARY}]|$)")


def take_place(sheet: Sheet) -> tuple[str | None, str | None]:
    """Take the address out of the sheet: the public part and the flat.

    A building that is only mentioned in the middle of a sentence is read and stays in its place. A second
    flat belongs to somebody too: it becomes unclear instead of going to the group with the words.
    """
    building, flat = _take_addresses(sheet)
    building, flat = _take_flats(sheet, building, flat)
    for match in list(_WRONG.finditer(sheet.rest)):
        sheet.take(Part.UNCLEAR, *match.span())
    if building is None and flat is None:
        building = _take_named_place(sheet)
    return building, flat


def _take_addresses(sheet: Sheet) -> tuple[str | None, str | None]:
    found = find_addresses(sheet.rest)
    building: str | None = None
    flat: str | None = None
    for each in (each for each in found if not each.loose):
        if _adds(each, building, flat):
            building, flat = building or each.building, flat or each.flat
            sheet.take(Part.ADDRESS, each.start, each.end)
            _take_wrong_flat(sheet, each.end)
        elif each.flat:
            sheet.take(Part.UNCLEAR, each.start, each.end)
    if building is None and len(found) == 1:
        building = found[0].building
    return building, flat


def _adds(found: FoundAddress, building: str | None, flat: str | None) -> bool:
    """Whether it brings what is not yet known, and contradicts nothing."""
    new = (found.building and not building) or (found.flat and not flat)
    clash = (found.building and building) or (found.flat and flat)
    return bool(new and not clash)


def _take_wrong_flat(sheet: Sheet, after: int) -> None:
    if match := _WRONG_FLAT.match(sheet.rest, after):
        sheet.take(Part.UNCLEAR, *match.span("flat"))


def _take_flats(sheet: Sheet, building: str | None, flat: str | None) -> tuple[str | None, str | None]:
    for each in find_flats(sheet.rest):
        heads = not sheet.rest[: each.start].strip()
        if each.loose and not ((building or heads) and flat is None):
            continue
        same = flat is None or flat == each.flat
        sheet.take(Part.FLAT if same else Part.UNCLEAR, each.start, each.end)
        flat = flat or each.flat
    return building, flat


def _take_named_place(sheet: Sheet) -> str | None:
    place = find_place(sheet.rest)
    if place is None:
        return None
    if not place.loose:
        sheet.take(Part.ADDRESS, place.start, place.end)
    return place.building
