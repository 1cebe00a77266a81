"""In which language somebody is spoken to who never said: the one they write in first, else their telephone's."""

import re

from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.members.residences import communities_of_resident
from bot.storage.post.outbox import Owed, message_by_key
from bot.usecases.chats.acting import Actor

ENGLISH, SOURCE = "en", "zh_CN"
CHINESE = "zh"
"""What the tags of all kinds of Chinese begin with."""
WORDS = 3
"""So many English words make a sentence; ok and status are known to everybody."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


async def settle_language(tx: Writing, person: Person, actor: Actor, said: str | None = None) -> None:
    """English for who writes it first, or has an English telephone and writes no Chinese.

    It is often a grandchild who has set the telephone up: then both languages are offered, too, and who writes
    Chinese without having chosen is spoken to in Chinese. Who is known here already is not spoken to otherwise.
    """
    if not actor.private:
        return
    english = (actor.language_code or CHINESE).lower().startswith(ENGLISH)
    if said is not None and _CHINESE.search(said):
        if (person.locale is None and english) or (person.locale == ENGLISH and await forget_offer(tx, person)):
            person.locale = SOURCE
    elif person.locale is None and not await communities_of_resident(tx, person.id):
        if said is not None and len(_WORD.findall(said)) >= WORDS:
            person.locale = ENGLISH
        elif english:
            person.locale = ENGLISH
            _offer(tx, person, actor, settled=True)


def offer_languages(tx: Writing, person: Person, actor: Actor) -> None:
    """Whose telephone speaks no Chinese is asked once which language they want."""
    if person.locale is None and actor.private and not (actor.language_code or CHINESE).lower().startswith(CHINESE):
        _offer(tx, person, actor, settled=False)


def _key(person: Person) -> str:
    return f"language-offer/{person.id}"


def _offer(tx: Writing, person: Person, actor: Actor, *, settled: bool) -> None:
    tx.owe(Owed(_key(person), actor.chat_id, "language_offer", {"settled": settled}))


async def forget_offer(tx: Writing, person: Person) -> bool:
    """They have said in which language; False if they were never asked, or long ago."""
    offer = await message_by_key(tx.session, _key(person))
    if offer is not None:
        await tx.session.delete(offer)
    return offer is not None
