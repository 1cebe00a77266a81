"""半小时后到, 10分钟到, in half an hour: a time counted from now, where it says when somebody comes."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.language.letters.numbers import digits_of
from bot.language.letters.script import fold_case

_N = r"[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
_SPAN = (
    rf"(?:(?P<half>半)个?|(?P<hours>{_N})个?(?P<more>半)?)(?:小时|钟头)"
    rf"|(?P<minutes>{_N}|十来|几)分钟|(?P<quarters>{_N})刻钟"
)
_COMES = r"(?:就|能|会|可以|再)*(?:到|来(?!电|水)|过来|过去|上门|回来|回家|在家|有空|方便)"
_SOON = re.compile(
    rf"(?P<said>(?:再过|再有|还有|还要|还得|过)?(?:大概|大约|约|差不多|最多)?(?:{_SPAN})(?P<later>之后|以后|过后|后)?)"
    rf"(?:左右|之?内)?(?P<comes>{_COMES})?"
    r"|(?P<english>\bin (?:about |around )?(?:(?P<english_half>half an hour)|(?P<an>an hour)"
    r"|(?P<english_count>[0-9]{1,3}) ?(?:(?P<of_hours>hours?)|min(?:ute)?s?)))\b"
)
_BEFORE = re.compile(
    r"(?:我们?|师傅|大概|大约|约|估计|预计|差不多|可能|应该|那|就|好的?|行|可以|马上|还|正在?路上|在路上|路上|嗯|[\s,。!、])*"
    r"|(?:ok|okay|sure|yes|i|we|'ll|'m|will|be|am|are|can|there|coming|come|arrive|on my way|back|home|[\s,.!])*"
)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Soon:
    """A time counted from now, said at `[start:end]`."""

    at: datetime
    start: int
    end: int


def find_soon(folded: str, now: datetime) -> Soon | None:
    """The instant at which somebody says that they come, in a folded text in lower case; None: nobody says so.

    How long something has lasted, or takes, is no time of coming: it stands behind other words, or before none.
    """
    match = _SOON.search(folded)
    if match is None or not _BEFORE.fullmatch(folded, 0, match.start()):
        return None
    ends = not folded[match.end() :].strip(" 。.!~了吧啊哈哦")
    if not (match["english"] or match["comes"] or (match["later"] and ends)):
        return None
    minutes = _minutes(match)
    if minutes is None or not timedelta(0) < timedelta(minutes=minutes) <= LONGEST:
        return None
    at = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    return Soon(at, match.start(), match.end("english" if match["english"] else "said"))


def with_instant(text: str, now: datetime) -> str:
    """The words with the instant they mean behind them, for whoever reads them later: 半小时后(10:30)到."""
    soon = find_soon(fold_case(text), now)
    if soon is None:
        return text
    instant = f" ({soon.at:%H:%M})" if text.isascii() else f"({soon.at:%H:%M})"
    return text[: soon.end] + instant + text[soon.end :]


def _minutes(match: re.Match[str]) -> int | None:
    if match["half"] or match["english_half"]:
        return 30
    if match["an"]:
        return 60
    of_hours = match["hours"] or (match["english_count"] if match["of_hours"] else None)
    if of_hours:
        hours = _count(of_hours)
        return None if hours is None else 60 * hours + (30 if match["more"] else 0)
    if match["quarters"]:
        quarters = _count(match["quarters"])
        return None if quarters is None else 15 * quarters
    return _count(match["minutes"] or match["english_count"])


def _count(said: str) -> int | None:
    digits = digits_of(said)
    return int(digits) if digits else None
