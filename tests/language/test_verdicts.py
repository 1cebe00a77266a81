"""What is said of work that was done: the many ways to say that it is not, and praise that sounds like it."""

import pytest

from bot.language.talk.nobody_came import says_nobody_came
from bot.language.talk.verdicts import Opinion, read_opinion

NOT_DONE = """
没修好 还是没修好 还没修好 没修好啊 没修好嘞 师傅您没修好 小王没修好 小王,没修好啊 没修好,谢谢
没给我修好 没给修好 没有修好 根本没修好 压根没修 并没有修好 未修好 没修成 没修牢 没修彻底 没修到位
没彻底修好 没完全修好 没弄好 没弄利索 没整好 冇修好 么修好 又不亮了 灯还是不亮 灯又不亮了 还没亮
还是没亮 仍旧不亮 又坏了 又漏了 还在漏 照样漏 还有点漏 又开始滴水了 又闪了 一直在闪 又断了 又犯了
又出毛病了 又出问题了 毛病还在 问题还在 问题没解决 还是老样子 还是那样 还是坏的 还是不行 不太行
一点没好 还没好 修不好 修得不好 修了跟没修一样 修了等于没修 修完还是漏 刚修好又堵了
昨天修好的今天又坏了 好了一天又坏了 谢谢师傅,但还是漏 白弄了 没得用 水还是流不下去
"""
GOOD = """
没问题了 没有不好的 没有什么不好 没什么不满意的 没有不满意 没有没修好的地方 不是没修好,是我没看清
修得没话说 没得说 没毛病 没什么可挑剔的 挑不出毛病 修得不差 修得真不错 不漏了 再也不漏了 一点不漏了
没再漏 没再坏过 没有再坏 不堵了 不响了 修好了,谢谢小王
"""


@pytest.mark.parametrize(("said", "opinion"), [(NOT_DONE, Opinion.NOT_DONE), (GOOD, Opinion.GOOD)])
def test_a_complaint_is_no_praise_and_praise_is_no_complaint(said: str, opinion: Opinion) -> None:
    assert {text: found for text in said.split() if (found := read_opinion(text)) is not opinion} == {}


def test_what_is_asked_or_about_something_else_is_neither() -> None:
    for text in ("修好了吗", "怎么修", "什么时候修好?", "没人来修", "要么修要么换", "灯不亮"):
        assert read_opinion(text) is None, text


def test_that_nobody_came_is_said_of_who_was_to_come() -> None:
    came_not = """
    师傅没来 师傅没来啊 小王没来 师傅根本没来过 没人来 没有人上门 人没来 约好了没来 等了一天没来 师傅还没到 没见着人
    没等到师傅 又放我鸽子 说好今天来的,没来 nobody_came he_didn't_show_up
    """
    other = "来水了 水没来 电还没来 我没来得及 没来得及看 师傅来了没 来没来 师傅没来吗? 没到时间 师傅来了 没修好"
    assert [text for text in came_not.split() if not says_nobody_came(text.replace("_", " "))] == []
    assert [text for text in other.split() if says_nobody_came(text.replace("_", " "))] == []
