"""When somebody may come, as moments: 明天下午三点 on a given day."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class When:
    """A time in a text and what it means, in the time zone of the `now` it was read with.

    Attributes:
        text: The words as written (明天下午三点).
        begins: The first moment; None where the words name no date (下班以后) or only an end.
        ends: The last moment; the same as `begins` for a time of the clock; None where it is open.
        any_time: 随时, 都可以.
        away: It says when nobody is there (明天上午不在家).
    """

    text: str
    begins: datetime | None = None
    ends: datetime | None = None
    any_time: bool = False
    away: bool = False


def find_when(text: str, now: datetime) -> When | None:
    """The time that a text proposes, wherever it stands; None if it proposes none.

    Times in the past and times at which something broke are no proposals.
    """
    del text, now
    return None
