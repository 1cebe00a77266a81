"""The reckoning after a siege: what was lost, what happened twice, what was told that cannot be, counted from outside.

An auditor is a function that looks at one thing and writes down what it finds. A new kind of thing that people have
(a rating, a reward) gets an auditor of its own, at the end of `AUDITORS`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.messages import Message
from tests.fire.harness import Stage
from tests.fire.linear import explanation
from tests.fire.play import DIGEST, PHONE, Neighbourhood, newest

SENDS = ("sendMessage", "sendPoll", "sendDocument", "sendPhoto", "sendMediaGroup")


@dataclass
class Findings:
    """What the auditors write down. `lost`, `doubled` and `untrue` must be empty; the figures are allowed, and told.

    Attributes:
        untrue: orders of which people were told what no order can have gone through (see `linear.py`).
        histories: how many orders' histories were checked for that, `deeds` of how many deeds.
        resent: private messages and cards that appeared twice, because the program was killed between saying
            and writing down that it had said. Promised to be harmless, so counted.
        stale: of those, copies of cards in a group that nobody edits any more.
        unanswered: taps whose effect is committed but whose toast was lost with the process.
        refused: calls Telegram refused for its budgets.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    histories: int = 0
    deeds: int = 0
    resent: int = 0
    stale: int = 0
    unanswered: int = 0
    refused: int = 0

    @property
    def broken(self) -> list[str]:
        """All that breaks a promise."""
        return [*self.lost, *self.doubled, *self.untrue]


Auditor = Callable[[Stage, Sequence[Neighbourhood], Findings], None]


def audit(stage: Stage, places: Sequence[Neighbourhood]) -> Findings:
    """Everything is compared: what people did, what Telegram saw, and what stands in the database."""
    found = Findings()
    for auditor in AUDITORS:
        auditor(stage, places, found)
    return found


def _updates(stage: Stage, _: Sequence[Neighbourhood], found: Findings) -> None:
    states = stage.books.inbox()
    if states["done"] != stage.updates_made:
        found.lost.append(f"of {stage.updates_made} updates {states['done']} were handled: {dict(states)}")


def _orders(stage: Stage, places: Sequence[Neighbourhood], found: Findings) -> None:
    said = Counter(job.what for place in places for job in place.jobs)
    kept = Counter(order[2] for order in stage.books.orders())
    found.lost += [f"the order {what} was never posted" for what in said - kept]
    found.doubled += [f"the order {what} was posted twice" for what in kept - said]


def _claims(stage: Stage, _places: Sequence[Neighbourhood], found: Findings) -> None:
    books = stage.books
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


def _points(stage: Stage, _places: Sequence[Neighbourhood], found: Findings) -> None:
    books = stage.books
    earned = Counter((community, number, person) for community, number, person in books.holders())
    given = Counter((community, number, person) for community, number, person, _ in books.awards())
    found.lost += [f"nobody paid {award}" for award in earned - given]
    found.doubled += [f"{award} was paid twice" for award in given - earned]
    balances: Counter[int] = Counter()
    for _, _, person, points in books.awards():
        balances[person] += points
    if balances != Counter(books.balances()):
        found.lost.append(f"the accounts say {books.balances()}, the entries {dict(balances)}")


def _messages(stage: Stage, _: Sequence[Neighbourhood], found: Findings) -> None:
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


def _answers(stage: Stage, _: Sequence[Neighbourhood], found: Findings) -> None:
    found.unanswered = sum(not tap.answered for tap in stage.world.taps.values())
    found.refused = stage.world.limits.refusals


def histories(stage: Stage, places: Sequence[Neighbourhood], found: Findings) -> None:
    """Of every order: what was done to it and told about it, checked for linearizability."""
    needed = {what: people for _, _, what, _, people, _ in stage.books.orders()}
    holders = stage.books.holders_by_order()
    names = {user_id: person.first_name for user_id, person in stage.world.people.items()}
    for place in places:
        for job in (job for job in place.jobs if job.what in needed):
            history = place.chronicle.history(job.what, place.group.id, [names[user] for user in holders[job.what]])
            found.histories += 1
            found.deeds += len(history)
            if explanation(history, needed=needed[job.what]) is None:
                told = "\n  ".join(str(deed) for deed in sorted(history, key=lambda deed: deed.ended))
                found.untrue.append(f"no order can have gone through what was told about {job.what}:\n  {told}")


def _groups(stage: Stage, places: Sequence[Neighbourhood], found: Findings) -> None:
    for place in places:
        _cards(stage, place, found)
        _digests(stage, place, found)
        if newest(place.group, PHONE) is not None:
            found.lost.append("an order that was typed into the group still stands there")


def _cards(stage: Stage, place: Neighbourhood, found: Findings) -> None:
    living = set(stage.books.cards())
    for job in place.jobs:
        shown = [message for message in place.group.messages if job.what in message.text and message.sender.is_bot]
        cards = [message for message in shown if (place.group.id, message.id) in living]
        if len(cards) != 1 or "已修好" not in cards[0].text:
            found.lost.append(f"the card of {job.what} shows {[card.text for card in cards]}")
        found.stale += sum("已修好" not in message.text for message in shown)


def _digests(stage: Stage, place: Neighbourhood, found: Findings) -> None:
    digests = [message for message in place.group.history.values() if _is_digest(message)]
    doubtful = stage.books.number("SELECT count(*) FROM outbox WHERE topic = 'digest' AND state = 'unknown'")
    if len(digests) > place.digests_asked:
        found.doubled.append(f"{place.digests_asked} digests were asked for, {len(digests)} posted")
    if len(digests) < place.digests_asked - doubtful:
        found.lost.append(f"{place.digests_asked} digests were asked for, {len(digests)} posted, {doubtful} doubtful")


def _is_digest(message: Message) -> bool:
    return message.sender.is_bot and DIGEST in message.text


AUDITORS: tuple[Auditor, ...] = (_updates, _orders, _claims, _points, _messages, _answers, histories, _groups)
