"""A place found in a text: its span and what it means."""

from dataclasses import dataclass

BOUNDARY = r"\s,、;。!?:()"
"""What stands between the parts of a line, for use inside a regular expression's brackets."""


@dataclass(frozen=True)
class FoundAddress:
    """An address in a text.

    Attributes:
        start: Where its words begin in the text.
        end: Where they end, with the particles that tie them to what follows (家的).
        building: The public part in one spelling: "2号楼2单元", "3幢", "小区门口", "Building 2 Unit 2".
        flat: "1401", or as it was said ("3楼东户"); never to be shown in a group.
        loose: It stands in the middle of a sentence and says where without being a part of its own.
    """

    start: int
    end: int
    building: str | None
    flat: str | None
    loose: bool = False
