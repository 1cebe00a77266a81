"""Words that end a talk and want nothing: 不客气, 应该的, 👌. A greeting is none of them: it may want something."""

import re

from bot.language.letters.script import fold, phrases, utterance
from bot.language.talk.replies import CLAIM_EMOJI

_COURTESIES = phrases(
    """
    不客气 | 不用客气 | 别客气 | 甭客气 | 勿客气 | 莫客气 | 不要客气 | 客气了 | 客气啥 | 客气什么 | 太客气了 |
    您太客气了 | 你太客气了 | 不谢 | 不用谢 | 别谢 | 甭谢 | 不用谢我 | 谢什么 | 谢啥 | 没事 | 没事儿 | 没事的 |
    没事没事 | 没什么 | 没啥 | 没关系 | 没问题 | 不要紧 | 不碍事 | 不打紧 | 不麻烦 | 一点不麻烦 | 应该的 |
    应该做的 | 这是应该的 | 都是应该的 | 这是我应该做的 | 举手之劳 | 小事 | 小事一桩 | 小事情 | 小意思 | 哪里哪里 |
    哪里 | 哪儿的话 | 过奖了 | 过奖 | 别这么说 | 互相帮助 | 互相帮忙 | 邻里邻居的 | 街坊邻居的 | 都是邻居 |
    都是街坊 | 好说 | 好说好说 | 乐意帮忙 | 很高兴能帮上忙 | 能帮上忙就好 | 修好就好 | 满意就好 | 您满意就好 | 好 |
    好的 | 好嘞 | 好哒 | 好滴 | 好吧 | 行 | 行的 | 可以 | 嗯 | 嗯嗯 | 嗯呐 | 哦 | 哦哦 | 噢 | 收到 | 知道了 |
    晓得了 | 明白 | 明白了 | 了解 | 了解了 | 懂了 | 哈哈 | 哈哈哈 | 呵呵 | 嘿嘿 | 再见 | 拜拜 | 回见 | 回头见 |
    晚安 | 先这样 | 那就这样 | you're welcome | youre welcome | you are welcome | welcome | very welcome |
    you're very welcome | no problem | no problem at all | np | no worries | not a problem | my pleasure |
    it's my pleasure | a pleasure | pleasure | don't mention it | dont mention it | anytime | any time |
    not at all | glad to help | happy to help | it's nothing | it was nothing | that's ok | that's okay |
    that's fine | it's ok | it's okay | all good | sure thing | will do | ok | okay | k | got it | noted |
    understood | i see | alright | great | good | fine | sure | bye | bye bye | goodbye | good night | see you |
    take care | haha | lol | yw
    """
)
_PARTICLES = "了啊呀哈哦啦嘞哟呗哇喽咯哒滴的呢吧"
_ASKS = re.compile(r"[?？]")
_SIGN = re.compile(r"[☀-➿\U0001F300-\U0001FAFF]")


def is_small_talk(text: str) -> bool:
    """Whether the whole message is a courtesy, a word that it was heard, or a sign like 👌 alone."""
    if _ASKS.search(fold(text)):
        return False
    words = utterance(text)
    if not words:
        return _SIGN.search(text) is not None and not any(sign in text for sign in CLAIM_EMOJI)
    if words.isascii():
        return words in _COURTESIES
    return all(_is_courtesy(part) for part in words.split())


def _is_courtesy(words: str) -> bool:
    once = words[: len(words) // 2] if words[: len(words) // 2] * 2 == words else words
    return any(said in _COURTESIES for said in (words, words.rstrip(_PARTICLES), once))
