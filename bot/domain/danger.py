"""What threatens people now, so that nothing else comes first."""

from enum import StrEnum


class Danger(StrEnum):
    """Each has its own advice; the words are the keys of a community's own."""

    GAS = "gas"
    FIRE = "fire"
    ELECTRIC = "electric"
    TRAPPED = "trapped"
    FALLEN = "fallen"
