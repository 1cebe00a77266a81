"""Every screen, in both languages: whole, within limits, safe from what people write, discreet in a group."""

import re
from dataclasses import replace
from string import ascii_uppercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.life import Status
from bot.sandbox.html_text import read_html
from bot.usecases.repairs.order_details import CONFIRM
from bot.views import bulletins, community, drafts, orders
from bot.views.buttons import MOST_BYTES
from bot.views.fitting import MOST_CAPTION, MOST_COPIED, MOST_TEXT, MOST_TOAST, units
from bot.views.screen import Button, Screen
from bot.views.words import LOCALES, Dictionary, Words
from tests.views import facts
from tests.views.facts import FREE, LAST_NUMBER, Said, saying
from tests.views.samples import SCREENS
from tests.views.samples_bulletins import full
from tests.views.samples_record import read_aloud
from tests.views.sampling import Sample
from tests.views.sentences import SENTENCES, TOASTS

CHINESE = re.compile(r"[⺀-鿿＀-￯、-〿]")
DICTIONARY = Dictionary()
HOSTILE = "<b>&\"'</i>%(x)s"
"""Short enough to be cut nowhere."""
LONGEST = {
    **dict.fromkeys(FREE, "🔧维" * 1365),
    "name": "🔧" * 32,
    "other": "<" * 64,
    "community": "&" * 128,
    "skill": "s" * 32,
}
"""Typed texts as long as a message; names of people and groups as long as Telegram lets them be."""
SECRETS = {"flat": "CANARY-FLAT", "resident": "CANARY-NAME", "note": "CANARY-NOTE", "extension": "CANARY-EXT"}
SECRET_PHONE = "+8613911112222"

each_language = pytest.mark.parametrize("words", [DICTIONARY.words(locale) for locale in LOCALES], ids=LOCALES)
PARTS = sorted({sample.view.__module__ for sample in SCREENS})
each_part = pytest.mark.parametrize("part", PARTS)


def samples_of(part: str) -> list[tuple[str, Sample]]:
    """The samples of one module's views, each with a name to be known by."""
    numbered = enumerate(SCREENS)
    return [(f"{at} {sample.view.__name__}", sample) for at, sample in numbered if sample.view.__module__ == part]


def buttons_of(screen: Screen) -> list[Button]:
    return [button for row in screen.buttons for button in row]


def shown_by(screen: Screen | None) -> str:
    """The text as people read it, and everything on and in the buttons."""
    if screen is None:
        return ""
    parts = [read_html(screen.text)[0], screen.asks_contact or ""]
    for button in buttons_of(screen):
        parts += [button.text, button.data or "", button.url or "", button.copies or ""]
    return "\n".join(parts)


@each_part
def test_no_chinese_is_left_in_english_but_what_people_wrote(part: str) -> None:
    for name, sample in samples_of(part):
        shown = shown_by(sample.show(DICTIONARY.words("en"), Said()))
        if sample.view is community.language:
            shown = shown.replace("您想用哪种语言?", "").replace("中文", "")
        assert CHINESE.findall(shown) == [], name


def test_no_chinese_is_left_in_english_sentences() -> None:
    words = DICTIONARY.words("en")
    said = [*(sentence.say(words, Said()) for sentence in SENTENCES), read_aloud(words)]
    assert [sentence for sentence in said if CHINESE.search(sentence) or not sentence] == []


@each_language
@each_part
def test_screens_keep_telegrams_limits_whatever_people_write(words: Words, part: str) -> None:
    for name, sample in samples_of(part):
        screen = sample.show(words, saying(LONGEST, number=LAST_NUMBER))
        if screen is not None:
            keeps_telegrams_limits(name, screen)


def keeps_telegrams_limits(name: str, screen: Screen) -> None:
    plain, _entities = read_html(screen.text)
    assert 0 < units(plain) <= (MOST_CAPTION if screen.photos or screen.files or screen.picture else MOST_TEXT), name
    assert len(screen.photos) <= 10, name
    for button in buttons_of(screen):
        assert button.text.strip(), name
        assert [button.data, button.url, button.copies].count(None) == 2, name
        assert len((button.data or "").encode()) <= MOST_BYTES, name
        assert button.copies is None or 0 < units(button.copies) <= MOST_COPIED, name


@each_language
def test_answers_to_taps_keep_telegrams_limit(words: Words) -> None:
    said = saying(LONGEST, number=LAST_NUMBER)
    sentences = [toast.say(words, said) for toast in TOASTS]
    assert [sentence for sentence in sentences if not 0 < units(sentence) <= MOST_TOAST] == []


@each_language
def test_refusals_in_usual_words_are_never_cut(words: Words) -> None:
    said = Said(name="Z" * 40, other="Q" * 40, number=LAST_NUMBER)
    assert [toast.say(words, said) for toast in TOASTS if toast.say(words, said).endswith("…")] == []


@each_language
@each_part
def test_what_people_write_is_shown_as_they_wrote_it_and_never_as_tags(words: Words, part: str) -> None:
    marks = {place: f"[{letter * (len(HOSTILE) - 2)}]" for place, letter in zip(FREE, ascii_uppercase, strict=False)}
    for name, sample in samples_of(part):
        usual = sample.show(words, saying(marks))
        hostile = sample.show(words, saying(dict.fromkeys(FREE, HOSTILE)))
        if usual is None or hostile is None:
            assert usual is hostile, name
            continue
        expected, entities = read_html(usual.text)
        for mark in marks.values():
            expected = expected.replace(mark, HOSTILE)
        plain, hostile_entities = read_html(hostile.text)
        assert plain == expected, name
        assert [entity["type"] for entity in hostile_entities] == [entity["type"] for entity in entities], name


@each_language
@each_part
def test_nothing_personal_is_on_a_screen_the_group_reads(words: Words, part: str) -> None:
    secrets = [*SECRETS.values(), SECRET_PHONE, "13911112222", "139 1111 2222"]
    for name, sample in samples_of(part):
        if sample.group:
            shown = shown_by(sample.show(words, saying(SECRETS, phone=SECRET_PHONE)))
            assert [secret for secret in secrets if secret in shown] == [], name


@each_language
def test_the_holder_reads_everything_that_is_needed_and_nothing_once_it_is_over(words: Words) -> None:
    said = saying(SECRETS, phone=SECRET_PHONE)
    holder = facts.holder(said.name)
    shown = shown_by(orders.job(words, facts.claimed(said), holder))
    assert all(secret in shown for secret in SECRETS.values())
    assert "1391111" in re.sub(r"\s", "", shown)
    over = [
        orders.job(words, facts.claimed(said), None),
        orders.job(words, facts.claimed(said, status=Status.DONE), holder),
    ]
    assert [screen for screen in over if "CANARY" in shown_by(screen) or "1391" in shown_by(screen)] == []


TURNING = "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn round what comes after them: no word of ours stands behind one."""
sane_words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc", "Cn"], include_characters="\n"))
    .map(lambda text: text.translate(dict.fromkeys(map(ord, TURNING))))
    .map(str.strip)
)


@given(what=sane_words.filter(bool))
@example(what="水管漏水\n\n  在厨房, <b>很急</b>")
def test_the_orders_own_words_stand_unchanged_on_its_card(what: str) -> None:
    card = orders.order_card(DICTIONARY.words("zh_CN"), facts.order(Said(what=what)))
    assert f"📝 {what} 〔加急〕\n" in read_html(card.text)[0]


def test_a_thousand_units_of_an_order_stand_unchanged_and_more_is_cut() -> None:
    words, what = DICTIONARY.words("zh_CN"), "漏" * 1000
    assert what in orders.order_card(words, facts.order(Said(what=what))).text
    longer = orders.order_card(words, facts.order(Said(what=what + "水"))).text
    assert "漏" * 999 + "…" in longer


def test_the_secretarys_card_names_points_and_offers_three_buttons() -> None:
    card = orders.review(
        DICTIONARY.words("zh_CN"), facts.claimed(Said(), status=Status.DONE), this_round=1, zone=facts.ZONE
    )
    assert "10 分" in card.text
    assert [button.text for button in buttons_of(card)] == ["✅ 确认", "✏️ 改分", "🔁 没修好"]


def test_a_refusal_said_as_a_message_shows_markup_as_text_and_fits() -> None:
    assert read_html(community.plain(HOSTILE).text) == (HOSTILE, [])
    assert units(read_html(community.plain("<🔧" * 4000).text)[0]) <= MOST_TEXT


def test_a_draft_that_lacks_something_cannot_be_published() -> None:
    words = DICTIONARY.words("zh_CN")
    lacking = facts.order_draft(CONFIRM, replace(facts.details(Said()), building=None))
    screen = drafts.order_draft(words, lacking, facts.community(Said()), [])
    assert [button.text for button in buttons_of(screen)] == ["❌ 不发了"]


def test_what_is_overdue_comes_before_any_praise_and_a_share_says_of_how_many() -> None:
    texts = {
        locale: bulletins.bulletin(DICTIONARY.words(locale), facts.community(Said()), full(Said()))
        for locale in LOCALES
    }
    line = next(line for line in texts["zh_CN"].text.splitlines() if "超时未结 3" in line)
    assert line.index("超时未结 3") < line.index("按时 89%(8/9)")
    picture = texts["en"].picture
    assert picture is not None
    drawn = picture.draw.args[1]  # type: ignore[attr-defined] # what the page is made from
    assert drawn["main"][-1] == {"name": "Satisfied", "value": "93%", "of": "28/30"}
    assert drawn["pieces"][0]["label"] == "Oct 1–7"
