"""That somebody has no telephone, or would rather not give its number: 没有电话, 不想留, 座机没有手机."""

import re

from bot.language.letters.script import fold, fold_case
from bot.language.persons.phones import find_phones

_TELEPHONE = r"(?:电话|手机|座机|固话|号码|联系方式)(?!线|卡|店|亭)"
_NONE = re.compile(
    rf"(?:没有?|无|没带|没装|没用|不用|不会用|买不起|没得)(?:过|什么|装|带)?{_TELEPHONE}"
    rf"|{_TELEPHONE}.{{0,4}}?(?:不留|不给|不说|不填|不写|不想|不方便|没有$|不记得|记不|忘)"
    rf"|(?:不用|别|不要|不必|无需)(?:给我|再)?打?电话"
    rf"|(?:不|没)(?:想|愿意?|方便|太想|打算)?(?:留|给|说|填|写|告诉)(?:什么)?{_TELEPHONE}"
    r"|\b(?:no|without a?|don'?t have a|have no) (?:tele|mobile |cell ?)?phone\b|\bno (?:phone )?number\b"
)
"""A clause that says it whatever was asked."""
_IN_ANSWER = re.compile(
    r"(?:我|电话|手机|号码|就|先|也|那|还是|,|\s)*不(?:想|愿意?|方便|用|要|必|能|打算|肯)?(?:留|给|说|填|写|告诉|透露)"
    r"|保密|隐私|(?:在|用)?(?:这里|这儿|这上面|这上边|这个上面|上面|微信|群里)(?:联系|找|回|说|聊|通知)"
    r"|(?:手机|电话|座机)(?:坏|丢|停机|欠费|没电|不在身边)|不留|没有座机"
    r"|\b(?:rather not|prefer not|no thanks|not giving|private|keep it private)\b"
)
"""What says it in answer to the question for the number."""
_BARE = re.compile(
    r"(?:我|就|先|也|那|还是|电话|手机号?|号码|,|\s)*不(?:想|愿意?|用|要|必)?(?:留|给|填|写)(?:了|吧|电话|手机号?|号码|座机|\s)*[。.!]*"
)
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_CLAUSE = re.compile(r"[^,、;。!?\n]+[,、;。!?\n]*")


def declines_phone(text: str) -> bool:
    """Whether an answer to the question for a number says that there will be none; a number in it is the answer."""
    folded = fold_case(text)
    return not find_phones(text) and bool(_NONE.search(folded) or _IN_ANSWER.search(folded))


def refuses_phone(text: str) -> bool:
    """Whether the whole message says that no number is to be left: 不留, 没有电话."""
    return _BARE.fullmatch(fold(text).strip()) is not None


def leaves_out(text: str) -> bool:
    """Whether the whole message says that this is not to be written down, whatever was asked: 不留, 就不填了."""
    return refuses_phone(text) and not re.search(_TELEPHONE, fold(text))


def local_landline(text: str) -> str | None:
    """The landline that was said without its area code, if the text is one."""
    digits = re.sub(r"[\s-]", "", fold(text))
    return digits if _LOCAL.fullmatch(digits) else None


def without_refusal(text: str) -> str:
    """The words without the clauses that only say that there is no telephone; such a clause is no trouble."""
    folded = fold_case(text)
    kept = [text[each.start() : each.end()] for each in _CLAUSE.finditer(folded) if not _NONE.search(each[0])]
    return "".join(kept).rstrip(",，、;； ") if _NONE.search(folded) else text
