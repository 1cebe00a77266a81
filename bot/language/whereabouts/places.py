"""An address that is said in parts: what is said now takes the place of its own part of what was known."""

import re

_PARTS = re.compile(
    r"(?P<house>.*?(?:号楼|号公寓|幢|栋|座|弄|Building \w+))?"
    r"(?P<unit>[0-9A-Za-z]{1,3}(?:单元|门)| ?Unit [0-9A-Za-z]{1,2})?(?P<floor>[0-9]{1,2}楼)?",
    re.IGNORECASE,
)


def join_places(
    known: tuple[str | None, str | None], said: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """The public part of an address and the flat, after somebody said (more of) it.

    A unit alone belongs to the house that was known; a house alone leaves the unit and the flat as they were.
    """
    building, flat = said[0] or known[0], said[1] or known[1]
    before, now = _PARTS.fullmatch(known[0] or ""), _PARTS.fullmatch(said[0] or "")
    if said[0] is None or before is None or now is None:
        return building, flat
    if now["house"] is None and before["house"] is not None:
        return before["house"] + _spelt_like(before["house"], said[0]), flat
    same_house = now["house"] == before["house"]
    if now["unit"] is None and before["unit"] is not None and (said[1] is None or same_house):
        return (now["house"] or "") + before["unit"] + (now["floor"] or ""), flat
    return building, flat


def house_of(building: str) -> str:
    """The building alone of the public part of an address: 7号楼 of 7号楼1单元."""
    parts = _PARTS.fullmatch(building)
    return building if parts is None or parts["house"] is None else parts["house"]


def _spelt_like(house: str, unit: str) -> str:
    """The unit as it stands behind this house: Unit 2 of 3号楼 is 2单元."""
    number = unit.removeprefix("Unit ")
    if number == unit:
        return unit
    return f" {unit}" if house.isascii() else f"{number}单元"
