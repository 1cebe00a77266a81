"""The pictures of the site's pages: from a resident's sentence to the points, in two languages.

Played by `take_pictures.py` on the demo's page, as people. Each picture shows a few messages and nothing around them.
"""  # noqa: INP001 - a script beside the documents, no package

from dataclasses import dataclass
from typing import Protocol

NAMES = (
    "draft",
    "card",
    "report",
    "triage",
    "told",
    "contact",
    "fixed",
    "rating",
    "review",
    "rated",
    "points",
    "digest",
)
"""What is taken in each language, as `<name>.<language>.png`."""


class Player(Protocol):
    """Somebody at the page who acts as one person after another, and can take a picture of what they see."""

    def becomes(self, name: str) -> None:
        """Act as this person from now on."""

    def starts(self) -> None:
        """Open the private chat for the first time."""

    def says(self, side: str, words: str) -> None:
        """Write into the group or to the bot."""

    def taps(self, side: str, words: str, *, under: str = "") -> None:
        """Tap the newest button with these words."""

    def reads(self, side: str, words: str) -> None:
        """Wait until these words are there."""

    def shows(self, name: str, side: str, *words: str) -> None:
        """Take the picture of the newest messages with each of these words."""


@dataclass(frozen=True)
class Words:
    """What one language's people say, tap and read."""

    order: str
    door: str
    publish: str
    language: str
    spoken: str
    sentence: str
    understood: str
    leak: str
    report: str
    received: str
    decide: str
    claim: str
    yours: str
    took: str
    fixed: str
    noted: str
    what: str
    well: str
    good: str
    thanks: str
    confirm: str
    please_confirm: str
    earned: str
    balance: str
    brief: str


CHINESE = Words(
    order="/order 2号楼2单元1401 卧室门框开裂 木工 2人 刘运京 13800138000",
    door="请核对",
    publish="✅ 发布",
    language="中文",
    spoken="以后用中文",
    sentence="厨房水管漏水,3号楼2单元501,我姓王,13900139000",
    understood="您要报的事",
    leak="3号楼2单元",
    report="对,帮我报上去",
    received="已收到",
    decide="请处理",
    claim="我来修",
    yours="归您啦",
    took="小陈接了",
    fixed="修好了",
    noted="您说修好了",
    what="换了软管",
    well="您看行不行",
    good="满意",
    thanks="谢谢",
    confirm="确认",
    please_confirm="请您确认",
    earned="积分 +",
    balance="积分 10",
    brief="接单简报",
)
ENGLISH = Words(
    order="/order Building 2, Flat 1401 the bedroom door frame is cracked, carpenter, 2 people, Mr Liu 13800138000",
    door="check this order",
    publish="✅ Publish",
    language="English",
    spoken="I speak English",
    sentence="the kitchen pipe is leaking, Building 3, Flat 501, my name is Wang, 13900139000",
    understood="Your report",
    leak="kitchen pipe is leaking",
    report="Yes, report it",
    received="Received",
    decide="please decide",
    claim="I'll fix it",
    yours="is yours",
    took="has taken",
    fixed="Fixed",
    noted="reported as fixed",
    what="put in a new hose",
    well="Is it all right",
    good="Satisfied",
    thanks="Thank you",
    confirm="Confirm",
    please_confirm="Please confirm",
    earned="points +10",
    balance="Points: 10",
    brief="Repair digest",
)


def play(player: Player, words: Words, *, secretary: str, resident: str, volunteer: str) -> None:
    """An order that staff write, then one that a resident says."""
    player.says("private", words.order)
    player.reads("private", words.door)
    player.shows("draft", "private", words.door)
    player.taps("private", words.publish)
    _reported(player, words, resident)
    player.becomes(secretary)
    player.reads("private", words.decide)
    player.shows("triage", "private", words.decide)
    player.taps("private", words.publish, under=words.decide)
    _repaired(player, words, volunteer, resident)
    _rewarded(player, words, secretary, volunteer, resident)


def _reported(player: Player, words: Words, resident: str) -> None:
    player.becomes(resident)
    player.starts()
    player.reads("private", "👋")
    player.says("private", "/language")
    player.taps("private", words.language)
    player.reads("private", words.spoken)
    player.says("private", words.sentence)
    player.reads("private", words.understood)
    player.shows("report", "private", words.sentence, words.understood)
    player.taps("private", words.report)
    player.reads("private", words.received)


def _repaired(player: Player, words: Words, volunteer: str, resident: str) -> None:
    player.becomes(volunteer)
    player.reads("group", words.leak)
    player.shows("card", "group", words.leak)
    player.taps("group", words.claim, under=words.leak)
    player.reads("private", words.yours)
    player.shows("contact", "private", words.yours)
    player.becomes(resident)
    player.reads("private", words.took)
    player.shows("told", "private", words.took)
    player.becomes(volunteer)
    player.taps("private", words.fixed)
    player.reads("private", words.noted)
    player.says("private", words.what)
    player.reads("private", f"💬 {words.what}")
    player.shows("fixed", "private", words.noted)


def _rewarded(player: Player, words: Words, secretary: str, volunteer: str, resident: str) -> None:
    player.becomes(resident)
    player.reads("private", words.well)
    player.shows("rating", "private", words.well)
    player.becomes(secretary)
    player.reads("private", words.please_confirm)
    player.shows("review", "private", words.please_confirm)
    player.taps("private", words.confirm, under=words.please_confirm)
    player.becomes(volunteer)
    player.reads("private", words.earned)
    player.says("private", "/points")
    player.reads("private", words.balance)
    player.shows("points", "private", "/points", words.balance)
    player.becomes(resident)
    player.taps("private", words.good, under=words.well)
    player.reads("private", words.thanks)
    player.shows("rated", "private", words.thanks)
    player.becomes(secretary)
    player.says("group", "/digest")
    player.reads("group", words.brief)
    player.shows("digest", "group", words.brief)
