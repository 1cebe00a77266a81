"""The history of every order, written down from outside: what each person did, what they were told, and when.

All instants are the world's, on one clock that never goes back. A tap begins when the thumb comes down and ends when
the toast arrives; a tap that was never answered has no end. What the card shows, and what somebody is told
privately, was true at some instant before it arrived.
"""

import json
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.sandbox.people import Person
from bot.sandbox.taps import Tap
from bot.sandbox.world import World
from tests.fire.linear import NEVER, Act, Deed, Said

CARD = "🔧"
"""How a card begins, and nothing else that the group reads."""
CONTACT = "复制地址"
"""The button under the message of who holds an order, and under no other."""
WON, YOURS, TAKEN = "接单成功", "已经是您的了", "抢先一步"
OTHERWISE_REFUSED = ("先修好一单", "书记邀请")
SAYING = ("sendMessage", "editMessageText", "editMessageCaption", "sendPhoto")
ALWAYS = float("-inf")


@dataclass
class Chronicle:
    """What happened to the orders of one neighbourhood. Orders are known by what is to be repaired."""

    world: World
    people: list[Person]
    buttons: dict[str, str] = field(default_factory=dict)
    """The data of each order's claim button."""
    deeds: dict[str, list[Deed]] = field(default_factory=dict)

    def posted(self, what: str, button: str) -> None:
        """The order's card is there: whoever sends the data of its button from now on, claims it."""
        self.buttons[button] = what

    @asynccontextmanager
    async def deed(self, what: str, who: Person, act: Act) -> AsyncIterator[None]:
        """Something that is done to an order while the block lasts; when it fails, nobody knows what came of it."""
        began, said, ended = self.world.seconds(), Said.NOTHING, NEVER
        try:
            yield
            said, ended = Said.DONE, self.world.seconds()
        finally:
            self.deeds.setdefault(what, []).append(Deed(who.first_name, act, said, began, ended))

    def history(self, what: str, chat_id: int, holders: Collection[str]) -> list[Deed]:
        """All that was done to an order and seen of it, and in the end who holds it by the books."""
        end = self.world.seconds()
        books = Deed("the books", Act.SEE_HOLDERS, Said.DONE, end, end, frozenset(holders))
        return [*self.deeds.get(what, ()), *self._claims(what), *self._seen(what, chat_id), books]

    def _claims(self, what: str) -> Iterator[Deed]:
        for tap in self.world.taps.values():
            if self.buttons.get(tap.data) == what:
                yield self._claim(tap)

    def _claim(self, tap: Tap) -> Deed:
        ended = NEVER if tap.answer is None else tap.answer.at.timestamp()
        said = Said.NOTHING if tap.answer is None else _meaning(tap)
        names = self._named(tap.text) if said is Said.TAKEN else frozenset()
        return Deed(tap.by.first_name, Act.CLAIM, said, tap.at.timestamp(), ended, names)

    def _seen(self, what: str, chat_id: int) -> Iterator[Deed]:
        by_id = {str(person.id): person.first_name for person in self.people}
        for call in self.world.calls.of(*SAYING):
            text = str(call.params.get("text") or call.params.get("caption") or "")
            if what not in text:
                continue
            at, chat = call.at.timestamp(), str(call.params.get("chat_id"))
            if chat == str(chat_id) and text.startswith(CARD):
                yield Deed("the card", Act.SEE_HOLDERS, Said.DONE, ALWAYS, at, self._named(text))
            elif chat in by_id and CONTACT in _keyboard(call.params):
                yield Deed(by_id[chat], Act.HOLD, Said.DONE, ALWAYS, at)

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(person.first_name for person in self.people if person.first_name in text)


def _meaning(tap: Tap) -> Said:
    """What a toast told about the claim.

    Raises:
        LookupError: nobody has taught this chronicle what these words mean.
    """
    if tap.url or WON in tap.text:
        return Said.DONE
    if YOURS in tap.text:
        return Said.YOURS
    if TAKEN in tap.text:
        return Said.TAKEN
    if any(words in tap.text for words in OTHERWISE_REFUSED):
        return Said.REFUSED
    if not tap.text:
        return Said.NOTHING
    raise LookupError(f"what does {tap.text!r} mean for a claim?")


def _keyboard(params: Mapping[str, object]) -> str:
    """The words under a message, however they were sent."""
    sent = params.get("reply_markup")
    return json.dumps(json.loads(sent) if isinstance(sent, str) else sent, ensure_ascii=False)
