"""Short answers as people give them: I take it, never mind, skip, yes, no."""

import re
from collections.abc import Callable

from bot.language.letters.script import fold, phrases, utterance

CLAIM_WORDS: dict[str, tuple[str, ...]] = {
    "zh": phrases(
        """
        我来 | 我来修 | 我来吧 | 我来弄 | 我来干 | 我来做 | 我来搞 | 让我来 | 我来处理 | 我来接 | 我来看看 | 我接 |
        我接单 | 接 | 接单 | 接了 | 我接了 | 抢 | 抢单 | 抢了 | 我抢 | 我抢单 | 我去 | 我去修 | 我去吧 | 我去看看 |
        我上 | 我修 | 我可以 | 我可以修 | 我可以去 | 我能修 | 我能去 | 我会修 | 我行 | 算我一个 | 加我一个 | 算我 |
        我一个 | 我报名 | 报名 | 交给我 | 包在我身上 | 这个我来 | 这单我来 | 这单我接 | 这个我修 | 给我吧 | 我来这单 |
        我也来 | 我也去
        """
    ),
    "en": phrases(
        """
        i'll take it | i will take it | ill take it | i take it | i can take it | i'll take this | taking it |
        i'll do it | i will do it | i can do it | i'll fix it | i can fix it | i'll go | i will go | i can go |
        i got it | i've got it | got it covered | i'm on it | im on it | on it | i'm in | im in | count me in |
        sign me up | leave it to me | i'm coming | claim | claimed | i claim it | dibs | let me | let me do it
        """
    ),
}
"""Whole messages that take an order, understood in every community whatever its language."""

SHORT_CLAIM_WORDS: dict[str, tuple[str, ...]] = {
    "zh": phrases(
        """
        来 | 我
        """
    ),
    "en": phrases(
        """
        me | mine | me please | me too | i can | i will | i'll | take it | i do
        """
    ),
}
"""Words too short to mean this anywhere but in a community of their own language."""

CLAIM_SIGNS: tuple[str, ...] = ("+1", "+ 1", "1+")
CLAIM_EMOJI: tuple[str, ...] = ("🙋", "✋", "🤚", "🙋‍♂️", "🙋‍♀️", "☝️")

QUEUE_WORDS: tuple[str, ...] = phrases(
    """
    我排队 | 排队 | 我要排队 | 我来排队 | 我也排队 | 我想排队 | 排个队 | 我排个队 | 帮我排队 | 候补 | 我候补 |
    我要候补 | 算我候补 | 我来候补 | 我排 | 排上 | 排上我 | queue | queue me | i'll queue | i queue |
    wait list | waitlist | put me on the wait list | put me on the waitlist | put me in line | i'll wait in line
    """
)
"""Whole messages of whoever comes too late and would like to be asked next."""

CANCEL_WORDS: tuple[str, ...] = phrases(
    """
    取消 | 算了不修咯 | 算了不修了 | 算了不修 |
    算了 | 不要了 | 不修了 | 不报了 | 撤单 | 撤销 | 撤回 | 不用修了 | 取消报修 | 取消订单 | 取消吧 | 不发了 |
    cancel | cancel it | never mind | nevermind | forget it | withdraw | call it off
    """
)
SKIP_WORDS: tuple[str, ...] = phrases(
    """
    跳过 | 这个先跳过 | 先跳过 |
    没有 | 无 | 没 | 略 | 略过 | 不填 | 不写 | 下一步 | 暂无 | 没有了 | 没了 | 不用填 | 先不填 | 不填了 |
    不说了 | 没有照片 | 没照片 | 不发照片 | 不拍了 | 没图 | 以后再说 | 下次再说 | 不想说 | 不方便说 | 先跳过 |
    这个跳过 | 跳过这个 | 跳过吧 | 直接下一步 | 记不清 | 不记得 | 说不好 | 说不上来 | 不清楚 | 不知道 | skip | none |
    nothing | n a | next | skip it | skip this | don't know | i don't know | pass | later | no photo | not sure |
    dont know
    """
)
YES_WORDS: tuple[str, ...] = phrases(
    """
    是 | 嗯呢 | 嗯呢 是的 | 是的没错 | 好的就这样 | 就这样 |
    是的 | 对 | 对的 | 好 | 好的 | 可以 | 行 | 行的 | 嗯 | 嗯嗯 | 没问题 | 确认 | 确定 | 同意 | 愿意 | 对对 |
    对对对 | 好好 | 好好好 | 行行 | 行行行 | 中 | 成 | 得 | 要得 | 没错 | 对头 | 可以的 | 好嘞 | 正确 | 没问题的 |
    就这样 | 就是这样 | 对就是这样 | 就这么报 | 报吧 | 报上去 | 帮我报上去 | 对帮我报上去 | 发吧 | 提交 | 嗯呐 |
    嗯嗯嗯 | 是滴 | 对滴 | 好哒 | 好滴 | 必须的 | 都对 | 全对 | 是这样 | 是这样的 | 是我 | 当然 | 当然可以 | yup |
    alright | fine | that's right | that's correct | go ahead | submit | yes | y | ok | okay | sure | yep | yeah |
    of course | correct | right | confirm | yes please
    """
)
NO_WORDS: tuple[str, ...] = phrases(
    """
    不 | 不是的 |
    不是 | 不对 | 不行 | 不好 | 不可以 | 否 | 不用 | 不用了 | 不同意 | 不愿意 | 不需要 | 不了 | no | n | nope |
    no thanks | no thank you | wrong | incorrect | not really
    """
)

_QUESTION = re.compile(r"[?？]|[吗么呢嘛]\W*$")
_PARTICLES = "吧了啊呀哈哦啦嘞哟呗哇喽咯"
_NUMBER = r"#?\s*(?P<number>[0-9]{1,9})"
_UNIT = r"\s*(?:号单|号订单|号报修|号|单)?"
_NUMBER_FIRST = re.compile(rf"{_NUMBER}(?![0-9]){_UNIT}(?P<words>.+)")
_NUMBER_LAST = re.compile(rf"(?P<words>[^0-9#]+|\+1\s*(?=#)){_NUMBER}{_UNIT}")


def is_claim_word(text: str, locale: str) -> bool:
    """Whether a whole message says "I take it": 我来, 接单！, +1, on it.

    Questions and refusals are other messages: 谁接?, 我来不了, 我来晚了.

    Args:
        text: The message.
        locale: The community's ("zh_CN", "en"): its language decides about words as short as "me".
    """
    words = utterance(text)
    if _QUESTION.search(fold(text).strip()):
        return False
    if not words:
        return any(emoji in text for emoji in CLAIM_EMOJI)
    return _claims(words, SHORT_CLAIM_WORDS.get(_language(locale), ()))


def claim_in_group(text: str) -> int | None:
    """The order that a message in the group takes by its number: #1024 我来, 1024我来, 接 #1024.

    Order numbers are positive; a number without such words takes nothing.
    """
    return _numbered(text, lambda words: _claims(words, SHORT_CLAIM_WORDS["en"]))


def is_queue_word(text: str) -> bool:
    """Whether a whole message says "I queue": 我排队, 候补; a question is none."""
    return not _QUESTION.search(fold(text).strip()) and says(utterance(text), QUEUE_WORDS)


def queue_in_group(text: str) -> int | None:
    """The order for which a message queues by its number: #1024 我排队, 排队 1024."""
    return _numbered(text, lambda words: says(words, QUEUE_WORDS))


def _numbered(text: str, means: Callable[[str], bool]) -> int | None:
    if _QUESTION.search(fold(text).strip()):
        return None
    words = utterance(text)
    for pattern in (_NUMBER_FIRST, _NUMBER_LAST):
        match = pattern.fullmatch(words)
        if match and means(match["words"].strip()):
            return int(match["number"]) or None
    return None


def says(words: str, known: tuple[str, ...]) -> bool:
    """Whether an utterance is one of the known phrases, perhaps with a particle behind (好的呀)."""
    return words in known or words.rstrip(_PARTICLES) in known


def _claims(words: str, short: tuple[str, ...]) -> bool:
    """One of the phrases, or several of them one after another (我来 我来)."""
    known = (*CLAIM_WORDS["zh"], *CLAIM_WORDS["en"], *CLAIM_SIGNS, *short)
    tight = words.replace(" ", "")
    one = says(words, known) or (not tight.isascii() and says(tight, known))
    return one or all(says(word, known) for word in words.split()) or _repeated(tight, known)


def _repeated(words: str, known: tuple[str, ...]) -> bool:
    """我来我来: the same twice or more without a space."""
    doubled = re.fullmatch(r"(\S{1,6}?)\1+", words)
    return doubled is not None and doubled[1] in known


def _language(locale: str) -> str:
    return locale.replace("-", "_").split("_", 1)[0].lower()
