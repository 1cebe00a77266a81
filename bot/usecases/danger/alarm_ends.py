"""An alarm is over when one of staff says so; until then its card can be called up again."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, DomainError
from bot.domain.ids import PersonId
from bot.domain.request_errors import AnsweredBefore
from bot.models import Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.requests.alarms import ALARM, NOWHERE, alarms_over
from bot.storage.requests.drafts import DraftFacts, close_draft, draft_of
from bot.usecases.chats.acting import Actor, staff_here
from bot.usecases.chats.raising import raise_message
from bot.usecases.danger.alarm_after import remember_over
from bot.usecases.danger.alarms import alarm_key, owe_alarm, show_alarm
from bot.usecases.owed.owing import owe_word


@dataclass(frozen=True)
class PressAlarm:
    """A button about one alarm: of whom, and which of theirs."""

    actor: Actor
    person_id: int
    serial: int


async def _pressed(tx: Writing, cmd: PressAlarm) -> tuple[Person, Community, DraftFacts]:
    alarm = await draft_of(tx, PersonId(cmd.person_id), NOWHERE, ALARM, cmd.serial)
    if alarm is None:
        raise await _gone(tx, cmd)
    person, community = await staff_here(tx, cmd.actor, alarm.payload["community"], "triage")
    return person, community, alarm


async def _gone(tx: Writing, cmd: PressAlarm) -> DomainError:
    """Wherever the button stood, staff hear that the alarm is over."""
    over = next((each for each in await alarms_over(tx, cmd.person_id) if each.payload.get("of") == cmd.serial), None)
    if over is None:
        return ButtonExpired()
    await staff_here(tx, cmd.actor, over.payload["community"], "triage")
    return AnsweredBefore(kind="alarm", ended="over", number=over.payload.get("number"))


async def end_alarm(cmd: PressAlarm, *, uow: UnitOfWork, now: datetime) -> None:
    """已经解除: the cards say by whom and when, nothing personal is left on them, whoever told of it hears.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the actor is not staff there.
        AnsweredBefore: it is over already.
        ButtonExpired: there never was one.
    """
    async with uow.writing(now) as tx:
        person, community, alarm = await _pressed(tx, cmd)
        await close_draft(tx, alarm)
        await remember_over(tx, alarm)
        await show_alarm(tx, alarm, ended_by=person.id, ended_at=now.isoformat(), number=alarm.payload["number"])
        write_audit(tx, community.id, person.id, "alarm_over", number=alarm.payload["number"])
        teller = await tx.session.get_one(Person, alarm.person_id)
        owe_word(tx, teller.user_id, "danger_over", community=community.id, person=person.id)


async def show_alarm_again(cmd: PressAlarm, *, uow: UnitOfWork, now: datetime) -> None:
    """The actor's card about it as the last message of their chat; that they see whom to call is written down.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the actor is not staff there.
        AnsweredBefore: it is over.
        ButtonExpired: there never was one.
    """
    async with uow.writing(now) as tx:
        person, community, alarm = await _pressed(tx, cmd)
        await raise_message(tx, alarm_key(alarm, person.user_id))
        owe_alarm(tx, alarm, person.user_id)
        write_audit(tx, community.id, person.id, "contact", number=alarm.payload["number"], shown="alarm")
