"""How somebody is named where many can read it, as they have chosen."""

from enum import StrEnum


class ShownAs(StrEnum):
    """李建国, 李师傅, or 7号志愿者."""

    NAME = "name"
    """As the group knows them."""
    TITLE = "title"
    """By the surname alone."""
    NUMBER = "number"
    """By the number of their account."""
