"""What is asked beside a request: 要钱吗, 几点下班, 什么时候来. Each has an answer of its own."""

import re
from enum import StrEnum

from bot.language.letters.script import fold_case

LONGEST = 24
"""Signs; whoever writes more tells something."""


class Beside(StrEnum):
    """What somebody wants to know."""

    COST = "cost"
    HOURS = "hours"
    COMING = "coming"


_COST = re.compile(
    r"(?:要不要|收不收|用不用|需不需要|要|收|花|付|给|交)(?:我|您|你)?(?:们)?(?:付|给|花|收|交)?(?:钱|费用?)(?:的)?(?:吗|么|嘛|不|[?]|$)"
    r"|(?:要|收|花|得|需要)?多少(?:钱|费用?)|(?:怎么|如何|咋)(?:收费|算钱|收钱)|免费的?(?:吗|么|嘛|不)|贵不贵|贵(?:吗|么)"
    r"|\b(?:how much|is (?:it|this) free|does it cost|do i (?:have|need) to pay|any charge|charge for)\b"
)
_OF_FEES = re.compile(r"物业费|停车费|水费|电费|燃气费|取暖费|乱收|押金|罚")
_HOURS = re.compile(
    r"(?:几点钟?|什么时候|啥时候|几时)(?:才|就)?(?:上|下)班|(?:几点钟?|什么时候)(?:开门|关门)|(?:上班|营业|办公|工作|值班)时间"
    r"|(?:周末|星期[六日天]|周[六日天]|节假日|夜里|晚上)(?:你们)?(?:也|还)?(?:上班|有人|值班)(?:在)?(?:吗|么|嘛|不|[?])"
    r"|\b(?:(?:office|opening|working) hours|are you open|(?:what time|when) do you (?:close|open|finish|start))\b"
)
_COMING = re.compile(
    r"(?:什么时候|几时|几点钟?|啥时候|啥辰光|多久|多长时间|哪天)(?:才|就)?(?:能|会|可以)?(?:有人|师傅)?(?:来|到|上门|过来)"
    r"|(?:师傅|有人)?(?:今天|明天|马上|现在)?能来(?:吗|么|不)"
    r"|\bwhen (?:will|can|do|is|are) (?:you|some(?:one|body)|anyone|he|she|they)\b.{0,9}\b(?:come|coming|here|arrive)\b"
    r"|\bhow (?:long|soon)\b"
)
_OF_ONESELF = re.compile(r"^(?:我|他|她|我们|我家|孩子)|\b(?:i|we|my|our)\b(?! (?:have|need) to pay)")


def asked_beside(text: str) -> Beside | None:
    """What is asked; None where something is told, or where it is about oneself: 我几点下班不一定."""
    said = fold_case(text).strip()
    if len(said) > LONGEST * (2 if said.isascii() else 1):
        return None
    if _COST.search(said) and not _OF_FEES.search(said):
        return Beside.COST
    if _OF_ONESELF.search(said):
        return None
    if _HOURS.search(said):
        return Beside.HOURS
    return Beside.COMING if _COMING.search(said) else None
