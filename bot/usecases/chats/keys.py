"""The four keys under the private chat, and how one begins without saying what is wrong."""

from bot.language.letters.script import phrases, utterance
from bot.language.talk.intents import Wish

SIGNS: dict[str, Wish] = {
    "🔧": Wish.REPORT,
    "🔍": Wish.STATUS,
    "🎁": Wish.POINTS,
    "📞": Wish.SECRETARY,
}
"""A key says its sign and a word or two, in any language; nobody else begins a message like that."""
LONGEST_KEY = 24


def key_pressed(text: str) -> Wish | None:
    """What the key that says this asks for; None: it was typed, or is no key."""
    return SIGNS.get(text[:1]) if len(text) <= LONGEST_KEY and "\n" not in text else None


BEGINNINGS = phrases(
    """
    我要报修 | 报修 | 我想报修 | 要报修 | 我来报修 | 报个修 | 我要报个修 | 我要维修 | 我要修东西 | 报事 | 我要报事 |
    report | report a problem | i want to report a problem | i need a repair | new report | repair
    """
)


def only_begins(text: str) -> bool:
    """Whether somebody wants to report and has not said what: 我要报修."""
    return utterance(text) in BEGINNINGS
