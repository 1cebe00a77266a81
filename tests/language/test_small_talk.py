"""What ends a talk, and what a volunteer says who cannot come."""

from bot.language.talk.not_coming import says_not_coming
from bot.language.talk.small_talk import is_small_talk

COURTESIES = """
不客气 | 不客气的 | 不客气啊! | 别客气 | 甭客气 | 您太客气了 | 不用谢 | 不谢不谢 | 没事 | 没事儿 | 没事的,应该的 |
没关系 | 不要紧 | 应该的 | 都是应该的 | 这是我应该做的。 | 举手之劳 | 小事一桩 | 小意思 | 哪里哪里 | 过奖了 |
好说好说 | 都是邻居 | 街坊邻居的,没事 | 互相帮助 | 满意就好 | 好的 | 好嘞 | 好哒 | 嗯嗯 | 收到 | 收到👌 | 知道了 |
晓得了 | 明白了 | 哈哈 | 再见 | 拜拜 | 晚安 | 👌 | 👍👍 | 🙏 | 😊 | 🌹🌹🌹 | ❤️ | you're welcome |
You’re welcome! | no problem | No worries | np | my pleasure | don't mention it | anytime | not at all |
happy to help | all good | ok | got it | noted | will do | bye | good night
"""
NO_COURTESIES = """
在吗 | 你好 | 没事了吗? | 好了吗 | 没问题吗? | 没事干,有单吗 | 不客气的话我就直说了 | 没什么水 | 应该的钱没给 |
我来 | 🙋 | ? | ok? | 厨房水管漏水 | 谢谢 | 修好了 | no problem with the tap but the light is broken | good morning
"""
NOT_COMING = """
我今天去不了啦 | 来不了了,家里有事 | 今天来不了 | 不好意思啊我去不成了 | 明天可能去不了 | 临时有事,改天再去 |
下午走不开 | 单位有急事,过不去了,抱歉 | 今天赶不过去了 | 我没法过去了 | 实在抽不开身 | 今天没空去了 |
我明天不能来了 | 今晚我不去了 | 腰疼犯了,去不了 | can't make it today | I cannot come tomorrow |
sorry, something came up | I won't be able to come | not able to make it today | Sorry can’t come
"""
COMING = """
我来了 | 马上到 | 您来不了吗? | 他今天来不了 | 师傅来不了吗 | 谁去不了 | 修好了 | 水来不了 | 没事,我能去 |
不是去不了,是晚一点 | 我下午去 | 明天再说 | 不用来了 | 快递到不了 | can you come? | he can't come |
I can come at five | 家里没电 | 来得了 | 你过不来就算了
"""


def each_of(table: str) -> list[str]:
    return [" ".join(each.split()) for each in table.split("|")]


def test_what_ends_a_talk_is_known() -> None:
    assert len(each_of(COURTESIES)) >= 40
    assert [said for said in each_of(COURTESIES) if not is_small_talk(said)] == []
    assert [said for said in each_of(NO_COURTESIES) if is_small_talk(said)] == []


def test_who_cannot_come_is_understood() -> None:
    assert [said for said in each_of(NOT_COMING) if not says_not_coming(said)] == []
    assert [said for said in each_of(COMING) if says_not_coming(said)] == []
