"""What a link brings along when somebody presses Start: a poster's community and building, or what is to be shown."""

import re
from typing import NamedTuple

SHOW_STANDARD = "standard_"
"""Before a community's id: its standard is for anybody to read."""
WHOLE_COMMUNITY = 0
"""In the place of a building's id: the poster hangs at the gate."""
_POSTER = re.compile(r"b_([1-9][0-9]{0,17})_(0|[1-9][0-9]{0,17})")


class Doorstep(NamedTuple):
    """Where a poster says that it hangs. Whoever types the link can claim any place: it is a beginning, no proof."""

    community_id: int
    building_id: int


def poster_payload(community_id: int, building_id: int = WHOLE_COMMUNITY) -> str:
    """The payload of the link on a poster; at most 64 of the characters that Telegram lets be in one."""
    return f"b_{community_id}_{building_id}"


def read_poster_payload(payload: str) -> Doorstep | None:
    """The place that `poster_payload` wrote; None: it is something else."""
    found = _POSTER.fullmatch(payload)
    return None if found is None else Doorstep(int(found[1]), int(found[2]))
