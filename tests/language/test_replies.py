"""Who says "I take it", and who does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.talk.replies import (
    CLAIM_WORDS,
    SHORT_CLAIM_WORDS,
    claim_in_group,
    is_claim_word,
    is_queue_word,
    queue_in_group,
)

CLAIMS = (
    """
我来|我来修|接|接单|抢|抢单|+1|＋１|我去|我可以|我行|算我一个|我来！|我来。|我来吧|我来啦~|我来了|接了|
我来修吧！！|@weixiu_bot 我来|
我来 @weixiu_bot|我来💪|🙋|🙋‍♂️|我 来|我来 我来|我来我来|抢抢抢|+1 +1|我来，我去|
I'll take it|I’ll take it!|mine|on it|
On it.|I'm on it|
+1!|count me in|[我来]|“我来”|我接单|报名|来了|我来👌🏻|\u200b我来
""".replace("\n", "")
    .replace("\\u200b", "\u200b")
    .split("|")
)
OTHERS = """
我来不了|接不了|谁接?|谁接|谁来|我来晚了|我来?|我来吗|我行吗|我可以吗|我去？|不接|我不行|不来|
谢谢|+2|+10|1|2|接过了吗|
抢不到|没抢到|
我来问一下|我来说两句|他去|好的|收到|修好了|我去不了了|不是我|我去年修过|
接电话|抢修|
who takes it?|not me|
can't take it|i can't|me?|
meeting|mine is broken|i'll take it tomorrow maybe|#1024|1024|👍|😀|?|。|接单吗|报名了吗|我来不来
""".replace("\n", "").split("|")


@pytest.mark.parametrize("text", CLAIMS)
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_claims_in_every_community(text: str, locale: str) -> None:
    locale = "en" if text == "mine" else "zh_CN" if text == "来了" else locale
    assert is_claim_word(text, locale)


@pytest.mark.parametrize("text", [*OTHERS, "", " "])
@pytest.mark.parametrize("locale", ["zh_CN", "en", "en-GB", "zh-hans"])
def test_does_not_claim(text: str, locale: str) -> None:
    assert not is_claim_word(text, locale)


def test_me_claims_only_where_english_is_spoken() -> None:
    assert is_claim_word("me", "en_GB")
    assert not is_claim_word("me", "zh_CN")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_listed_phrase_is_understood(locale: str) -> None:
    language = locale[:2]
    for phrase in (*CLAIM_WORDS["zh"], *CLAIM_WORDS["en"], *SHORT_CLAIM_WORDS[language]):
        assert is_claim_word(phrase, locale), phrase
        assert is_claim_word(f"{phrase.upper()}！", locale), phrase
        assert not is_claim_word(f"{phrase}?", locale), phrase
        assert not is_claim_word(f"不{phrase}", locale), phrase


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1024 我来", 1024),
        ("1024我来", 1024),
        ("＃１０２４ 接", 1024),
        ("#1024接单！", 1024),
        ("1024号单我来", 1024),
        ("1024 号我来修", 1024),
        ("我来 #1024", 1024),
        ("接1024", 1024),
        ("抢单 1024", 1024),
        ("#1024 +1", 1024),
        ("1024+1", 1024),
        ("+1 #1024", 1024),
        ("@weixiu_bot #1024 我来", 1024),
        ("#7 mine", 7),
        ("#1024 I'll take it", 1024),
        ("I'll take it #1024", 1024),
        ("#1024", None),
        ("1024", None),
        ("我来", None),
        ("+1", None),
        ("+1 1", None),
        ("#1024 我来不了", None),
        ("#1024 谁接?", None),
        ("#1024 我来吗", None),
        ("#0 我来", None),
        ("2人我来", None),
        ("3号楼我来", None),
        ("13800138000 我来", None),
        ("#1024 #1025 我来", None),
        ("", None),
    ],
)
def test_claim_by_number(text: str, number: int | None) -> None:
    assert claim_in_group(text) == number


@pytest.mark.parametrize(
    ("text", "queues", "number"),
    [
        ("我排队。", True, None),
        ("排队", True, None),
        ("候补吧", True, None),
        ("#1024 我排队", False, 1024),
        ("排队 1024", False, 1024),
        ("put me on the waitlist", True, None),
        ("排队要多久?", False, None),
        ("要排队吗", False, None),
        ("我来", False, None),
    ],
)
def test_who_would_wait_for_a_place_is_understood(text: str, queues: bool, number: int | None) -> None:  # noqa: FBT001 - a column of the table
    assert (is_queue_word(text), queue_in_group(text)) == (queues, number)


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_is_judged(text: str) -> None:
    assert is_claim_word(text, "zh_CN") in {True, False}
    assert claim_in_group(text) is None or claim_in_group(text)


@settings(deadline=None)
@given(st.sampled_from(("我来", "接", "+1", "on it")), st.text(alphabet="！!。.~～ 💪😀👍🙏\n", max_size=6))
def test_marks_and_emoji_behind_a_claim_change_nothing(word: str, marks: str) -> None:
    assert is_claim_word(word + marks, "zh_CN")
