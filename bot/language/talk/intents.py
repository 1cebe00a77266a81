"""What a private message asks for: its known words, or what gives a wish away; unknown rather than a guess."""

import re

from bot.language.letters.script import fold, phrases, utterance
from bot.language.needs.dangers import read_danger
from bot.language.needs.troubles import plain, tells_trouble
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.talk.replies import CANCEL_WORDS, NO_WORDS, SKIP_WORDS, YES_WORDS, says
from bot.language.talk.resident_phrases import ASKED_ABOUT, DONE_AND_THANKED, SURELY, WHOLE, WITHOUT_TROUBLE
from bot.language.talk.wishes import Intent, Wish

__all__ = ["Intent", "Wish", "read_intent"]


STATUS_WORDS: tuple[str, ...] = phrases(
    """
    查进度 | 查一下我的单子 | 弄好没得 | 啥辰光有人来修 | 啥辰光来 |
    进度 | 查询 | 查询进度 | 查一下进度 | 看进度 | 看看进度 | 什么进度 | 进度怎么样 | 查报修 | 查单 |
    查订单 | 我的报修 | 我的订单 | 我的单 | 我的单子 | 我报的修 | 我的报修单 | 状态 | 查状态 | 报修进度 | 报修状态 |
    维修进度 | 到哪了 | 到哪一步了 | 到哪步了 | 怎么样了 | 咋样了 | 处理了吗 | 处理得怎么样了 | 处理到哪了 |
    报上了吗 | 报上去了吗 | 报上了没 | 报上去没有 | 报成功了吗 |
    有结果吗 | 有消息吗 | 修好了吗 | 修好了没 | 修好没 | 修好没有 | 修好了没有 | 修了吗 | 修了没 | 修完了吗 |
    弄好了吗 | 好了吗 | 好了没 | 什么时候来 | 什么时候来修 | 什么时候修 | 什么时候修好 | 什么时候能来 |
    什么时候能修好 | 什么时候到 | 啥时候来 | 啥时候修 | 几时来 | 几点来 | 多久来 | 多久能来 | 多久能修好 | 谁来修 |
    谁来 | 谁接了 | 谁接单了 | 有人接吗 | 有人接单吗 | 有人接单了吗 | 有人接了吗 | 有人来吗 | 有人修吗 | 来了吗 |
    人来了吗 | 师傅来了吗 | 师傅到哪了 | 师傅什么时候来 | 师傅什么时候到 | 什么时候有人来 | 怎么还没来 |
    怎么还没人来 | 还没来吗 | 还没修好吗 | 怎么还没修好 | 还来吗 | status | order status | my orders | my order |
    my repairs | my repair | progress | check status | track | is it fixed | is it fixed yet | is it done |
    is it done yet | is it repaired | fixed yet | any news | any update | any updates | who is coming | who's coming |
    when will it be fixed | when are you coming | when will you come | when will someone come |
    when will somebody come | is anyone coming | is somebody coming | where is my order | where's my order |
    how is my repair going | how is it going | what's the status | what is the status
    """
)
POINTS_WORDS: tuple[str, ...] = phrases(
    """
    积分 | 我的积分 | 查积分 | 积分多少 | 多少积分 | 我有多少积分 | 我的积分有多少 | 积分余额 | 看积分 | 积分查询 |
    查询积分 | 我多少分 | 我有多少分 | 多少分了 | 我的分 | 积分明细 | 积分有多少 | 我积分多少 | 我的积分多少 |
    points | my points | how many points | how many points do i have | points balance | balance | my balance
    """
)
OPEN_WORDS: tuple[str, ...] = phrases(
    """
    待接单 | 还有啥单子可以接 | 今天有啥单子能接 | 还有活儿吗 |
    待接的单给我看看 | 有啥单子 | 有活儿吗 |
    有什么单 | 有什么单子 | 有单吗 | 有单子吗 | 有哪些单 | 有啥单 | 还有单吗 | 还有什么单 | 待接 | 待接的单 |
    看看单子 | 可接的单 | 能接的单 | 有活吗 | 有什么活 | 有啥活 | 单子列表 | 还有哪些单 | 有没有单 | 待修 |
    今天有单吗 | 有没有活 | 最近有单吗 | 我想接单 | 我要接单 | 可以接的单 | 现在有什么单 | 哪些单没人接 |
    有没有没人接的单 | 还有没接的单吗 | 看看有什么单 | 看看有什么活 | 有什么可以修的 | 有什么要修的 | 有啥要修的 |
    有活干吗 | 有啥能干的 | 今天有什么单 | 今天有活吗 | 新单 | 有新单吗 | 有新单子吗 | 接单大厅 | 查看待接单 |
    还有活吗 | 我能接什么单 | 能接啥单 | 未接单 | 没人接的单 | 没人接的单子 | 有没有新的单子 | 有需要修的吗 |
    有要帮忙的吗 | 哪里需要帮忙 | open | open orders | what is open | what's open | any orders | any open orders |
    list orders | any jobs | any jobs today | any new orders | show open orders | what jobs are there |
    anything to fix | what can i fix | available orders | available jobs | any work | jobs
    """
)
HELP_WORDS: tuple[str, ...] = phrases(
    """
    帮助 | 你都能干些啥 | 你能干啥 | 你会干啥 |
    怎么用 | 怎么使用 | 使用说明 | 说明 | 怎么弄 | 怎么操作 | 如何使用 | 你会什么 | 你能做什么 | 有什么功能 |
    功能 | 不会用 | 怎么报修 | 如何报修 | 帮忙 | 指令 | 命令 | help | help me | how does it work |
    how does this work | what can you do | commands | how to use
    """
)

_ASKED = re.compile(
    r"(?:请问|请|麻烦|你好|您好|帮我|帮忙|给我|我想|想|那个)*(?P<words>.+?)(?:谢谢|多谢|一下|呢|啊|呀|哈|吧|哦|嘛)*"
)
_MINE = re.compile(
    r"(?:我家里?|我们家|我|咱家)?的?(?:报修|订单|单子|单|维修|灯|水管|马桶|门锁|门|窗户|东西|问题|事)?的?"
    r"(?:现在|目前|今天|到底|都)?(?P<words>.+)"
)
_NUMBERED = re.compile(
    r"(?:查询|查一下|查查|查|看一下|看看|看|问一下|问|order|status of|status|check|track)?\s*"
    r"(?P<mark>#|no |订单|报修|单号|编号)?\s*(?P<number>[0-9]{1,9})\s*(?:号单|号报修|号|单)?(?:的)?\s*"
    r"(?P<words>.*)"
)
_SHORTEST_BARE, _LONGEST_BARE = 3, 6
"""Digits of a bare number that is an order's: one may count people, eleven are a telephone."""

_SHAPES = re.compile(r"[?？]\s*$")
_FIXED_QUESTION = ("修好了", "好了", "修完了", "fixed", "done")


def read_intent(text: str, lexicon: Lexicon = DEFAULT_LEXICON) -> Intent:
    """The wish that a message states; UNKNOWN whenever it may mean something else.

    A message that says what is wrong is a report, whatever else it says, unless it clearly speaks of one made
    before (修好了吗, 取消, 催一下).
    """
    words = utterance(text)
    return _numbered(words) or Intent(_whole(text, words, lexicon) or _within(text, lexicon))


def _whole(text: str, words: str, lexicon: Lexicon) -> Wish | None:
    """The wish that the whole message states in known words."""
    asks = bool(_SHAPES.search(fold(text)))
    for said in _readings(words):
        for kind, known in _WISHES:
            if said in known or (kind in _ANSWERS and not asks and says(said, known)):
                return kind
        for name, added in lexicon.intents.items():
            if said in added:
                return Wish(name)
        if asks and said in _FIXED_QUESTION:
            return Wish.STATUS
    return None


def _within(text: str, lexicon: Lexicon) -> Wish:
    """The wish that something in the message gives away."""
    if read_danger(text, lexicon):
        return Wish.REPORT
    said = plain(text)
    if not said.isascii():
        said = re.sub(r"(?<![a-z]) | (?![a-z])", "", said)
    for kind, pattern in SURELY:
        if pattern.search(said):
            return kind
    if DONE_AND_THANKED.search(said):
        return Wish.THANKS
    if ASKED_ABOUT.search(said):
        return Wish.UNKNOWN
    if tells_trouble(text, lexicon):
        return Wish.REPORT
    return next((kind for kind, pattern in WITHOUT_TROUBLE if pattern.search(said)), Wish.UNKNOWN)


def _readings(words: str) -> list[str]:
    """As it was said, without the polite words around it, and without whose repair it is."""
    readings = [words]
    tight = words if words.isascii() else words.replace(" ", "")
    readings.append(tight)
    if match := _ASKED.fullmatch(tight):
        readings.append(match["words"])
    if match := _MINE.fullmatch(readings[-1]):
        readings.append(match["words"])
    return readings


def _numbered(words: str) -> Intent | None:
    match = _NUMBERED.fullmatch(words)
    if match is None:
        return None
    bare = match["mark"] is None and match.start("number") == 0 and not match["words"]
    fits = not bare or _SHORTEST_BARE <= len(match["number"]) <= _LONGEST_BARE
    known = not match["words"] or any(said in STATUS_WORDS for said in _readings(match["words"]))
    number = int(match["number"])
    return Intent(Wish.STATUS, number) if fits and known and number else None


_WISHES: tuple[tuple[Wish, tuple[str, ...]], ...] = (
    (Wish.STATUS, STATUS_WORDS),
    (Wish.POINTS, POINTS_WORDS),
    (Wish.OPEN, OPEN_WORDS),
    (Wish.HELP, HELP_WORDS),
    (Wish.CANCEL, CANCEL_WORDS),
    (Wish.SKIP, SKIP_WORDS),
    (Wish.YES, YES_WORDS),
    (Wish.NO, NO_WORDS),
    *WHOLE.items(),
)
_ANSWERS = frozenset((Wish.CANCEL, Wish.SKIP, Wish.YES, Wish.NO))
