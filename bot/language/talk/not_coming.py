"""我今天去不了啦, 临时有事: a volunteer says in their own words that they cannot come as agreed."""

import re

from bot.language.letters.script import fold_case

_CANNOT = re.compile(
    r"(?:去|来|过去|过来|赶过去|赶过来|到|赶)不(?:了|成|到|过去|过来)(?!吗|么|呢?[?])|(?:没法儿?|没办法|不能|没空|没时间|无法)(?:再)?(?:去|来|过去|过来|上门|到)"
    r"|走不开|脱不开身|脱不了身|抽不开身|抽不出(?:空|时间|身)|赶不上了|来不及(?:去|来|过去|过来)|(?:临时|突然|家里|单位|公司)有(?:点)?(?:急)?事"
    r"|(?:改天|下次|明天|后天|过两天|换个时间)再(?:去|来|过去|过来|上门)|(?:今天|今晚|下午|上午|晚上|明天)(?:我)?(?:不去|不来|不过去|不过来)了"
    r"|\b(?:can(?:'t|not| not)|cant|could not|couldn't|won't|wont|unable to|not able to)(?: be able to)? "
    r"(?:come|make it|go|get there|be there|do it today|make today)\b|\bsomething (?:has )?c[ao]me up\b"
    r"|\bhave to (?:cancel|postpone) (?:today|my visit|the visit)\b|\bno time (?:today|to come|to go)\b"
)
_OF_OTHERS = re.compile(
    r"(?:您|你|他|她|师傅|人家|别人|谁|物业|车|快递|孩子|老人)[^,。!?\s]{0,4}?(?:去|来|过去|过来|到|赶|有事|走不开|没法|不能|没空|没时间|改天|下次)"
    r"|[?？]|[吗么]\W*$|(?:水|电|气|暖|网|货|钱|手|劲)(?:也|都|还|就)?(?:[去来到]不|没来)"
    r"|\b(?:he|she|you|they|water|who)\b[^.,]{0,12}\b(?:can|could|won|unable|not able)"
)
_NEXT_TO_IT = re.compile(r"不(?:是|会)(?:去|来)不了|不用(?:再)?(?:去|来)|(?:去|来)得了|(?<!不)能(?:去|来)(?:的|了)$")
LONGEST = 120


def says_not_coming(text: str) -> bool:
    """Whether whoever writes this cannot come as agreed; asked, or said of others, it is not."""
    said = fold_case(text)
    if len(said) > LONGEST or _OF_OTHERS.search(said) or _NEXT_TO_IT.search(said):
        return False
    return _CANNOT.search(said) is not None
