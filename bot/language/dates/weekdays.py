"""Weekdays as people name several at once: 每天, 工作日, 周一到周五, 一三五, 1-5, Mon-Fri."""

import re

from bot.language.letters.script import fold

_WHOLE = {
    **dict.fromkeys(("每天", "天天", "默认", "every day", "everyday", "daily", "all"), "1234567"),
    **dict.fromkeys(("工作日", "平日", "weekdays", "workdays"), "12345"),
    **dict.fromkeys(("周末", "weekend", "weekends"), "67"),
}
_EVERY = "1234567"
_LEFT_OUT = re.compile(
    r"(?:除了?|(?:every day |daily )?(?:except|but not|not on|not|no) )(?P<but>.+?)(?:以外|之外|外)?"
    r"(?:,?(?:都|天天|每天)发?)?"
    r"|(?P<these>.+?)(?:都|就)?(?:不发|不用发|别发|不要发|不要|除外)"
)
"""周五不发, 除了周末: all days but these."""
_SIGNS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "日": "7", "天": "7"}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_RANGE = re.compile(r"([1-7])(?:-|~|—|–|到|至|to)([1-7])")
_BETWEEN = re.compile(r"[,、;/&和and]+")


def read_weekdays(text: str) -> str:
    """The days as figures in their order, Monday is 1; nothing where it is something else."""
    said = fold(text).strip().lower()
    left_out = _LEFT_OUT.fullmatch(said)
    if left_out:
        without = read_weekdays(left_out["but"] or left_out["these"])
        return "".join(day for day in _EVERY if day not in without) if without else ""
    if said in _WHOLE:
        return _WHOLE[said]
    said = _LONG.sub(lambda each: str(1 + _ENGLISH.index(each[1])), said)
    said = re.sub(r"星期|礼拜|周|\s", "", said)
    said = "".join(_SIGNS.get(sign, sign) for sign in said)
    said = _RANGE.sub(lambda each: "".join(map(str, _between(int(each[1]), int(each[2])))), said)
    said = _BETWEEN.sub("", said)
    return "".join(sorted(set(said))) if re.fullmatch(r"[1-7]+", said) else ""


def _between(first: int, last: int) -> list[int]:
    """From one day to another, over the week's end where need be."""
    return [1 + (first - 1 + count) % 7 for count in range((last - first) % 7 + 1)]
