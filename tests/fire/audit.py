"""The reckoning after a siege: what was lost, what happened twice, counted from outside."""

from collections import Counter
from dataclasses import dataclass, field

from bot.sandbox.messages import Message
from tests.fire.books import Books
from tests.fire.harness import Stage
from tests.fire.play import DIGEST, PHONE, Neighbourhood, newest

SENDS = ("sendMessage", "sendPhoto", "sendMediaGroup")


@dataclass
class Findings:
    """What an auditor writes down. `lost` and `doubled` must be empty; the figures are allowed, and told.

    Attributes:
        resent: private messages and cards that appeared twice, because the program was killed between saying
            and writing down that it had said. Promised to be harmless, so counted.
        stale: of those, copies of cards in a group that nobody edits any more.
        unanswered: taps whose effect is committed but whose toast was lost with the process.
        refused: calls Telegram refused for its budgets.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    resent: int = 0
    stale: int = 0
    unanswered: int = 0
    refused: int = 0


def audit(stage: Stage, places: list[Neighbourhood]) -> Findings:
    """Everything is compared: what people did, what Telegram saw, and what stands in the database."""
    found = Findings()
    _updates(stage, found)
    _orders(stage.books, places, found)
    _claims(stage.books, found)
    _points(stage.books, found)
    _messages(stage, found)
    for place in places:
        _group(stage, place, found)
    found.unanswered = sum(not tap.answered for tap in stage.world.taps.values())
    found.refused = stage.world.limits.refusals
    return found


def _updates(stage: Stage, found: Findings) -> None:
    states = stage.books.inbox()
    if states["done"] != stage.updates_made:
        found.lost.append(f"of {stage.updates_made} updates {states['done']} were handled: {dict(states)}")


def _orders(books: Books, places: list[Neighbourhood], found: Findings) -> None:
    said = Counter(job.what for place in places for job in place.jobs)
    kept = Counter(order[2] for order in books.orders())
    found.lost += [f"the order {what} was never posted" for what in said - kept]
    found.doubled += [f"the order {what} was posted twice" for what in kept - said]


def _claims(books: Books, found: Findings) -> None:
    holders = books.holders()
    found.doubled += [f"{claim} holds an order twice" for claim, times in holders.items() if times > 1]
    places = Counter((community, number) for community, number, _ in holders)
    for community, number, what, status, needed, taken in books.orders():
        holding = places[community, number]
        if status != "closed":
            found.lost.append(f"the order {what} is still {status}")
        if holding < needed or taken < needed:
            found.lost.append(f"the order {what} needs {needed}, {taken} places are taken, {holding} hold it")
        if holding > needed or taken > needed:
            found.doubled.append(f"the order {what} needs {needed}, {taken} places are taken, {holding} hold it")


def _points(books: Books, found: Findings) -> None:
    earned = Counter((community, number, person) for community, number, person in books.holders())
    given = Counter((community, number, person) for community, number, person, _ in books.awards())
    found.lost += [f"nobody paid {award}" for award in earned - given]
    found.doubled += [f"{award} was paid twice" for award in given - earned]
    balances: Counter[int] = Counter()
    for _, _, person, points in books.awards():
        balances[person] += points
    if balances != Counter(books.balances()):
        found.lost.append(f"the accounts say {books.balances()}, the entries {dict(balances)}")


def _messages(stage: Stage, found: Findings) -> None:
    states = stage.books.outbox()
    found.lost += [
        f"{count} messages are {state}" for state, count in states.items() if state in ("owed", "sending", "failed")
    ]
    found.resent = resent(stage)
    if found.resent < 0:
        found.lost.append(f"{-found.resent} messages are said to have been sent and never were")


def resent(stage: Stage) -> int:
    """How many more messages appeared than the program knows of."""
    return len(stage.world.calls.acted(*SENDS)) - stage.books.messages_standing()


def _group(stage: Stage, place: Neighbourhood, found: Findings) -> None:
    living = set(stage.books.cards())
    for job in place.jobs:
        shown = [message for message in place.group.messages if job.what in message.text and message.sender.is_bot]
        cards = [message for message in shown if (place.group.id, message.id) in living]
        if len(cards) != 1 or "已办结" not in cards[0].text:
            found.lost.append(f"the card of {job.what} shows {[card.text for card in cards]}")
        found.stale += sum("已办结" not in message.text for message in shown)
    if newest(place.group, PHONE) is not None:
        found.lost.append("an order that was typed into the group still stands there")
    digests = [message for message in place.group.history.values() if _is_digest(message)]
    doubtful = stage.books.number("SELECT count(*) FROM outbox WHERE topic = 'digest' AND state = 'unknown'")
    if len(digests) > place.digests_asked:
        found.doubled.append(f"{place.digests_asked} digests were asked for, {len(digests)} posted")
    if len(digests) < place.digests_asked - doubtful:
        found.lost.append(f"{place.digests_asked} digests were asked for, {len(digests)} posted, {doubtful} doubtful")


def _is_digest(message: Message) -> bool:
    return message.sender.is_bot and DIGEST in message.text
