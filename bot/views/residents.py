"""What residents see while they say what is wrong: the card of their request, the keys, what to do in danger."""

from dataclasses import dataclass
from html import escape

from bot.domain.practice import Practice
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.models.orders import Media
from bot.storage.community.buildings import BuildingFacts
from bot.storage.members.residences import HomeFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import CHOOSING, OrderDetails, details_of
from bot.usecases.residents.report_draft import EDITABLE, HEARD, HELPFUL, SEEN, question_of, sign_of
from bot.views.buttons import data
from bot.views.drafts import field_word
from bot.views.fitting import brief
from bot.views.labels import emergency_word, full_address, unusual_urgency
from bot.views.menus import main_keys
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_BUILDINGS = 12
PER_ROW = 4
LONGEST_CHOICE = 40
"""Units of a name on a button."""


@dataclass(frozen=True)
class KnownFacts:
    """What was reported before and may be the same thing: nothing of it says by whom, or from which flat."""

    number: int
    building: str
    what: str
    own: bool
    """The reader reported it."""


@dataclass(frozen=True)
class ReportFacts:
    """What the card of a request shows beside the request itself."""

    community: Community | None
    communities: tuple[Community, ...] = ()
    """To choose from, while it is not known which."""
    buildings: tuple[BuildingFacts, ...] = ()
    home: HomeFacts | None = None
    same: KnownFacts | None = None
    evening: bool = False
    """It is too late to offer 今天下午."""
    unsent: bool = False
    """Its reader asked how it stands, and has not handed it over."""


def report_draft(words: Words, draft: DraftFacts, facts: ReportFacts) -> Screen:
    """What was understood, the next question, and the buttons."""
    details, asked = details_of(draft), question_of(draft)
    voices = sum(photo.media is Media.VOICE for photo in details.photos)
    text = words.render(
        "resident_report",
        details=details,
        community=facts.community,
        address=None if details.building is None else full_address(details.building, details.flat),
        what=what_words(words, details),
        urgency=unusual_urgency(words, details.urgency),
        phone=None if details.phone is None else display_phone(details.phone),
        voices=voices,
        pictures=len(details.photos) - voices,
        located=details.latitude is not None,
        not_listed=draft.payload["not_listed"],
        choosing=draft.step == CHOOSING,
        unsent=_unsent_words(words, draft, asked, facts) if facts.unsent else None,
        same=facts.same if asked == "same" else None,
        question=None if asked in (None, "same") else _asks(words, draft, asked),
    )
    return Screen(text, tuple(_rows(words, draft, asked, facts)))


def _is_ready(draft: DraftFacts, facts: ReportFacts) -> bool:
    """Whether it can be handed over."""
    details = details_of(draft)
    return bool(details.building and (details.what or sign_of(details)) and facts.community is not None)


def _unsent_words(words: Words, draft: DraftFacts, asked: str | None, facts: ReportFacts) -> str:
    """That it was not handed over, and what it still takes."""
    if asked in ("later", "same") or draft.step == CHOOSING:
        return words._("还没报上去,请先点下面一个按钮。")
    if _is_ready(draft, facts):
        return words._("还没报上去,点下面的 ✅ 才算。")
    if facts.community is None:
        return words._("还没报上去,还差:哪个小区。")
    if details_of(draft).building is None:
        return words._("还没报上去,还差:在哪里。")
    return words._("还没报上去,还差:什么坏了。")


def what_words(words: Words, details: OrderDetails) -> str | None:
    """What is wrong; where it is to be heard or seen only, that."""
    return {HEARD: words._("请听语音"), SEEN: words._("请看照片")}.get(details.what or "", details.what)


def _rows(words: Words, draft: DraftFacts, asked: str | None, facts: ReportFacts) -> list[tuple[Button, ...]]:
    def button(text: str, name: str, value: object = "") -> Button:
        return Button(text, data=data("report", draft.serial, name, value))

    details = details_of(draft)
    if asked == "later":
        return [(button(words._("接着上次的"), "resume"), button("🔧 " + words._("新报一件"), "afresh"))]
    if asked == "same":
        return [(button("👍 " + words._("是同一件"), "same"), button(words._("不是,另报"), "other"))]
    if draft.step == CHOOSING:
        fields = [button(field_word(words, name), "field", name) for name in EDITABLE]
        return [tuple(fields[:3]), tuple(fields[3:]), (button("⬅️ " + words._("返回"), "back"),)]
    rows = [tuple(button(*choice) for choice in row) for row in _choices(words, draft, asked, facts)]
    if _is_ready(draft, facts):
        rows.append((button("✅ " + words._("对,帮我报上去"), "submit"),))
    last = [button("❌ " + words._("不报了"), "drop")]
    if details.what or details.building:
        last.insert(0, button("✏️ " + words._("改一改"), "change"))
    if not details.on_behalf:
        last.insert(-1, button("👵 " + words._("帮家人报"), "behalf"))
    return [*rows, tuple(last)]


_Choice = tuple[str, str, object]


def _choices(words: Words, draft: DraftFacts, asked: str | None, facts: ReportFacts) -> list[list[_Choice]]:
    """The ready answers to a question."""
    if asked == "community":
        return [[(brief(each.name, LONGEST_CHOICE), "community", each.id)] for each in facts.communities]
    if asked == "what":
        sign = sign_of(details_of(draft))
        label = "🎙 " + words._("请听语音") if sign == HEARD else "📷 " + words._("请看照片")
        return [] if sign is None else [[(label, "sign", "")]]
    if asked == "building":
        return _places(words, draft, facts)
    if asked == "when":
        keys = ("now", "tomorrow", "any") if facts.evening else ("now", "today", "tomorrow", "any")
        times: list[_Choice] = [(ready_words(words, "time", key), "time", key) for key in keys]
        return [times[:2], times[2:]]
    return [[("⏭ " + words._("跳过"), "skip", "")]] if asked in HELPFUL else []


def _places(words: Words, draft: DraftFacts, facts: ReportFacts) -> list[list[_Choice]]:
    """Where it may be: what was nearly understood, the home, the buildings of a small community, what is of all."""
    rows: list[list[_Choice]] = []
    candidates = draft.payload["candidates"]
    if candidates:
        rows.append([(brief(name, LONGEST_CHOICE), "candidate", index) for index, name in enumerate(candidates)])
    if facts.home is not None and facts.home.building is not None:
        address = full_address(facts.home.building, facts.home.flat)
        rows.append([("📍 " + brief(address, LONGEST_CHOICE), "home", "")])
    if not candidates and len(facts.buildings) <= MOST_BUILDINGS:
        named: list[_Choice] = [(brief(each.name, LONGEST_CHOICE), "building", each.id) for each in facts.buildings]
        rows += [named[at : at + PER_ROW] for at in range(0, len(named), PER_ROW)]
    return [*rows, [("🌳 " + ready_words(words, "public", ""), "public", "")]]


def ready_words(words: Words, name: str, value: str) -> str:
    """The words of a ready answer, as they are kept; empty for a button that answers nothing."""
    ready = {
        ("public", ""): words._("小区公共区域"),
        ("time", "now"): words._("现在就行"),
        ("time", "today"): words._("今天下午"),
        ("time", "tomorrow"): words._("明天上午"),
        ("time", "any"): words._("都可以"),
    }
    return ready.get((name, value), "")


def _asks(words: Words, draft: DraftFacts, asked: str) -> str:
    """The question that stands; what was answered with something else is asked more kindly once more."""
    if asked in draft.payload.get("again", ()):
        return words._("什么时候方便上门?点一下就行,或打字,例如:明天下午")
    return report_question(words, asked, details_of(draft))


def report_question(words: Words, name: str, details: OrderDetails) -> str:
    """How something is asked for."""
    if name == "what" and details.photos:
        return words._("收到了。什么坏了?打几个字就行")
    return {
        "community": words._("您住在哪个小区?"),
        "later": words._("这是您上次没报完的。刚发来的,接着上次的,还是新报一件?"),
        "what": words._("什么坏了?说一句话,或发张照片"),
        "building": words._("在哪里?点一下,或打字,例如:2号楼2单元1401"),
        "flat": words._("几单元几号?例如:2单元1401"),
        "name": words._("家人怎么称呼?例如:王奶奶"),
        "phone": words._("打哪个电话联系?可以不留"),
        "when": words._("什么时候方便上门?"),
    }[name]


def report_ended(words: Words, ended: str, number: int | None) -> Screen:
    """The card after the request was handed over, joined to another, or put away."""
    return Screen(words.render("resident_report_ended", ended=ended, number=number))


def phone_question(words: Words) -> Screen:
    """The key that shares the reader's own number."""
    text = words._("📱 想留电话,点最下面的「用我的手机号」最省事,打数字也行;不留也可以。")
    return Screen(text, asks_contact="📱 " + words._("用我的手机号"), keyboard=main_keys(words))


def number_noted(words: Words, *, removed: bool = False) -> Screen:
    """The number was shared, or taken off again."""
    noted = words._("✅ 好的,不留电话,已去掉。") if removed else words._("✅ 号码记下了,请看上面的卡片。")
    return Screen(noted, keyboard=main_keys(words))


def poster_greeting(words: Words, community: Community, building: str | None) -> Screen:
    """Somebody scanned a poster: of a building, or (None) of the gate."""
    return Screen(words.render("resident_poster", community=community, building=building), keyboard=main_keys(words))


def thanks(words: Words, *, heard: bool = False) -> Screen:
    """谢谢; or a word that wants nothing (`heard`)."""
    said = words._("好的 😊 有事随时说。") if heard else words._("不客气 😊 有事随时说。")
    return Screen(said, keyboard=main_keys(words))


def danger(words: Words, kind: str, practice: Practice | None, *, stuck: bool = False) -> Screen:
    """What to do now, and the numbers to call; without a `practice` nobody knows yet whose staff to tell.

    `stuck`: somebody cannot get out, and it is no lift.

    A community's own words come first, where it has some. The others follow what authorities and utilities tell the
    public. Gas, by a city's gas company: https://gas.in-en.com/html/gas-19306.shtml (valve, windows, no switch, no
    call from inside). A fall, by the Ministry of Health's guide of 2011 for falls of old people:
    http://www.chinadaily.com.cn/health/2011-09/07/content_13642450.htm (do not pull up at once, ask, call if
    unconscious). Fire (low, a wet cloth, no lift, 119): http://m.bendibao.com/show851494.html. A lift (ring, wait, do
    not force the door): http://cmstop.zt.jsw.com.cn/p/121007.html, by a market regulator. Electricity: the power
    is cut before anybody is touched, the rule of every first aid course.
    """
    ways = practice or Practice()
    own = (ways.danger_advice or {}).get(kind)
    numbers = [(emergency_word(words, name), number) for name, number in ways.emergency_numbers]
    text = words.render("resident_danger", kind=kind, own=own, numbers=numbers, known=practice is not None, stuck=stuck)
    return Screen(text, keyboard=main_keys(words))


def danger_word(words: Words, kind: str) -> str:
    """What threatens somebody, in two words."""
    return {
        "gas": words._("燃气泄漏"),
        "fire": words._("着火冒烟"),
        "electric": words._("漏电触电"),
        "trapped": words._("有人被困"),
        "fallen": words._("有人摔倒"),
    }[kind]


def word_draft(words: Words, draft: DraftFacts, phone: str | None) -> Screen:
    """找书记: the number, and the offer to pass a line on."""
    keep = Button("⬅️ " + words._("不用了"), data=data("keepset", draft.kind, draft.serial))
    shown = None if phone is None else display_phone(phone)
    return Screen(words.render("resident_word", phone=shown), ((keep,),))


def answer_draft(words: Words, draft: DraftFacts, name: str) -> Screen:
    """A member of staff is asked for the answer to a resident."""
    keep = Button("⬅️ " + words._("不用了"), data=data("keepset", draft.kind, draft.serial))
    text = words._("写给%(name)s的话,直接打在这里,我马上转过去。") % {"name": escape(brief(name, 64), quote=False)}
    return Screen(text, ((keep,),))


def word_ended(words: Words, ended: str) -> Screen:
    """The line was passed on, or not."""
    return Screen(
        {
            "passed_on": words._("已转给书记 ✅ 有回音我马上告诉您。"),
            "answered": words._("已转过去 ✅"),
        }.get(ended, words._("没有转话。有事随时找我。"))
    )


def word_to_staff(words: Words, line: str, name: str, address: str | None, ids: tuple[int, int]) -> Screen:
    """A resident's line, for staff; `ids` are those of the community and of the resident."""
    reply = Button("↩️ " + words._("回复"), data=data("answer", *ids))
    return Screen(words.render("resident_line", line=line, name=name, address=address), ((reply,),))


def word_from_staff(words: Words, line: str, community_id: int) -> Screen:
    """The answer, for the resident."""
    more = Button("💬 " + words._("再说一句"), data=data("tell", community_id))
    return Screen(words.render("resident_answer", line=line), ((more,),))
