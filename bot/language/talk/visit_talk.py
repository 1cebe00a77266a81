"""Words between who comes and who waits: 到门口了,家里没人 · 我在楼下买菜,马上回来; and those of work that was done."""

import re

from bot.language.letters.script import fold, fold_case
from bot.language.talk.verdicts import read_opinion

_VISIT = re.compile(
    r"(?:我|我们|师傅)?(?:已经|刚|快|马上|都)?到(?:了)?(?:您|你|他|她)?家?(?:的)?(?:门口|楼下|楼上|小区|单元|门外|家)了?"
    r"|(?:我|我们)?(?:现在|正|还)?在(?:您|你|我)?家?(?:门口|楼下|楼上|路上|外面|外头|单位|小区里?|门卫|超市|菜场)"
    r"(?:买菜|遛狗|散步|取快递|拿快递|接孩子|办事|上班|开会|吃饭|等(?:您|你|着|一下)?)?了?"
    r"|(?:您|你|我|我们)?家?里?(?:现在|暂时|都|也)?(?:没有?|无)人(?:在家|开门|应门|应声|应)?(?=[,。;!?\s]|$)"
    r"|(?:今天|明天|后天|上午|下午|晚上|现在|那天)?(?:我|我们|都|也)*(?:不|没)?在家(?:里)?(?:等(?:您|你|着)?)?"
    r"|(?:马上|一会儿?|就|这就|很快|立刻|稍后|[0-9一二三四五六七八九十半]+个?半?(?:点|分钟|刻钟|小时|钟头)(?:半|后|以后|之后|左右)*)(?:就|能)?"
    r"(?:回来|回家|到家|过来|过去|回去|下楼|上楼|开门|到)(?:了|吧|啊)?"
    r"|(?:改天|明天|后天|过两天|下次|晚点|换个时间)再(?:来|过来|上门)(?:吧|了|好吗)?"
    r"|(?:请|先)?(?:敲门|按门铃|打我?电话)(?:就行|就好|都?没人(?:应|接))?|钥匙(?:在|放|给)[^,。;!?]{1,10}"
    r"|(?:(?:您|你)的)?(?:电话|手机)(?:一直|怎么|也)?(?:打不通|没人接|不接|关机)了?"
    r"|\b(?:i'?m|i am|we'?re|we are) (?:already |now |just )?"
    r"(?:at|outside|downstairs|upstairs|on my way|home|here)\b[^.,;!?]*"
    r"|\b(?:nobody|no one|no-one)(?: is|'s)? (?:at )?(?:home|here|in|answers?|answering)\b[^.,;!?]*"
    r"|\b(?:i'?ll |i will )?be (?:right |there |home )?(?:back|there|home)\b[^.,;!?]*|\bnot (?:at )?home\b[^.,;!?]*"
    r"|\b(?:the )?keys? (?:is|are) (?:with|at|under|in)\b[^.,;!?]*"
)
_ASKS = re.compile(
    r"[?]\s*$|(?:吗|呢|么)\W*$|要不要|能不能|几点|什么时候|^(?:what|when|where|how|do|does|should|can|will)\b"
)
_OF_WORK = re.compile(
    r"(?:[很真挺太好蛮]|非常|特别|比较|十分)(?:是)?(?:细心|仔细|耐心|热情|认真|负责|专业|利索|麻利|好|棒|快|干净|及时|准时|周到"
    r"|客气|满意|不错|给力|靠谱|慢|贵|脏|马虎|粗心|差)|谢谢|感谢|辛苦|手艺|态度|点赞|表扬|不错|满意|好评|差评"
    r"|\b(?:thanks?|thank you|great|good|nice|careful|friendly|quick|polite|excellent|slow|rude|messy)\b"
)


def without_visit(text: str) -> str:
    """What is left without the words about coming, waiting and being at home: those name no fault."""
    return _VISIT.sub(",", fold_case(text)).strip(" ,。;!?\n")


def is_of_visit(text: str) -> bool:
    """Whether something is said of coming, waiting, or being at home."""
    return _VISIT.search(fold_case(text)) is not None


def asks_something(text: str) -> bool:
    """Whether the words ask."""
    return _ASKS.search(fold(text).strip().lower()) is not None


def is_of_work(text: str) -> bool:
    """Whether the words say something of work that was done: praise, blame, thanks."""
    said = fold(text).strip().lower()
    return not asks_something(text) and (read_opinion(text) is not None or _OF_WORK.search(said) is not None)
