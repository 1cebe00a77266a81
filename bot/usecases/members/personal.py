"""What people settle for themselves: their language, and which phone is theirs."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import BadInput, ButtonExpired
from bot.language.persons.phones import read_phone
from bot.storage.ground.uow import UnitOfWork
from bot.storage.requests.drafts import current_draft
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.chats.asking import Ask
from bot.usecases.community.settings import LOCALES
from bot.usecases.members.first_language import forget_offer
from bot.usecases.owed.owing import owe_reply
from bot.usecases.residents.report_draft import REPORT_DRAFT, question_of
from bot.usecases.residents.reporting import note_phone


async def ask_language(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The choice of languages."""
    async with uow.writing(now) as tx:
        await recognise(tx, cmd.actor)
        owe_reply(tx, cmd.actor.user_id, "language")


@dataclass(frozen=True)
class ChooseLanguage:
    """Somebody wants to be spoken to in this language."""

    actor: Actor
    locale: str


async def choose_language(cmd: ChooseLanguage, *, uow: UnitOfWork, now: datetime) -> None:
    """Speak it from now on, in private messages.

    Raises:
        ButtonExpired: there is no such language.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if cmd.locale not in LOCALES:
            raise ButtonExpired
        person.locale = cmd.locale
        await forget_offer(tx, person)
        owe_reply(tx, cmd.actor.user_id, "said", what="language")


@dataclass(frozen=True)
class SharePhone:
    """Somebody pressed the button that shares their own number."""

    actor: Actor
    phone: str
    contact_user_id: int | None


async def share_phone(cmd: SharePhone, *, uow: UnitOfWork, now: datetime) -> None:
    """The number is proved theirs: what was reported under it concerns them from now on.

    Raises:
        BadInput: it is somebody else's contact (which only a request that asks for one takes), or no number.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        phone = read_phone(cmd.phone if cmd.phone.startswith("+") else f"+{cmd.phone}")
        phone = phone or read_phone(cmd.phone)
        draft = await current_draft(tx, person.id, cmd.actor.chat_id)
        asked = draft if draft is not None and draft.kind == REPORT_DRAFT else None
        own = cmd.contact_user_id == cmd.actor.user_id
        if asked is not None and phone is not None and question_of(asked) == "phone" and not own:
            # Somebody else's, from their own address book: whom to call, and no proof of anything.
            await note_phone(tx, person, asked, phone)
            return
        if cmd.contact_user_id != cmd.actor.user_id or phone is None:
            raise BadInput(field="own_phone", example="")
        person.phone = tx.vault.seal(phone.e164)
        person.phone_index = tx.vault.blind_index(phone.e164)
        await tx.session.flush()
        if asked is not None:
            await note_phone(tx, person, asked, phone)
            return
        owe_reply(tx, cmd.actor.chat_id, "status", person=person.id, number=None, bound=True)
