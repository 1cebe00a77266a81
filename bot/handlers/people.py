"""People and communities: start, joining, questions, settings, what is said without a command."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import ChatMember, Update

from bot.domain.deep_link import SHOW_STANDARD, read_poster_payload
from bot.domain.errors import ButtonExpired
from bot.domain.roles import STAFF, Role
from bot.handlers import activities, shop, standard, team
from bot.handlers.orders import number_and_rest, number_in_reply, reply_to
from bot.handlers.visit import Visit, rights_of
from bot.usecases.chats import asking, conversing, unplaced
from bot.usecases.chats.asking import Ask
from bot.usecases.chats.hearing import HearText
from bot.usecases.community import moving, settings
from bot.usecases.deadlines import digesting
from bot.usecases.desk import parties
from bot.usecases.gatherings.roll_call import PAYLOAD
from bot.usecases.members import joining, personal
from bot.usecases.residents import arriving
from bot.usecases.upkeep.doubting import SayAgain, say_again
from bot.views import answers

JOIN = "join_"
PARTY = "party_"
QUEUE = "queue"
"""Who queued and had never started the bot: they see their place in the line."""


async def on_start(_: Update, visit: Visit) -> None:
    """/start, perhaps with what a link carried."""
    begun = next((handler for prefix, handler in LINKS.items() if visit.rest.startswith(prefix)), None)
    if begun is not None:
        await begun(_, visit)
    elif shop.leads_to(visit.rest):
        await shop.on_link(_, visit)
    elif visit.rest == QUEUE:
        await asking.ask_status(Ask(visit.actor), uow=visit.uow, now=visit.now)
    elif poster := read_poster_payload(visit.rest):
        await arriving.arrive_by_poster(arriving.ArriveByPoster(visit.actor, *poster), uow=visit.uow, now=visit.now)
    else:
        await asking.greet(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def _on_invited(_: Update, visit: Visit) -> None:
    cmd = joining.AcceptInvite(visit.actor, visit.rest.removeprefix(JOIN))
    if await joining.accept_invite(cmd, uow=visit.uow, now=visit.now) in STAFF:
        await visit.desk.menus.show_staff(visit.user.id)


async def _on_party(_: Update, visit: Visit) -> None:
    link = parties.AcceptPartyLink(visit.actor, visit.rest.removeprefix(PARTY))
    await parties.accept_party_link(link, uow=visit.uow, now=visit.now)


LINKS: Mapping[str, Callable[[Update, Visit], Awaitable[None]]] = {
    JOIN: _on_invited,
    team.APPLY: team.on_apply,
    PARTY: _on_party,
    PAYLOAD: activities.on_check_in,
    SHOW_STANDARD: standard.on_link,
}
"""What a link begins with, and who takes it."""


async def on_help(_: Update, visit: Visit) -> None:
    """/help."""
    await asking.ask_help(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_setup(_: Update, visit: Visit) -> None:
    """/setup in a group, or the button of the card there, by an operator."""
    config = visit.desk.config
    usual = config.defaults
    cmd = joining.SetUp(
        actor=visit.actor,
        title=visit.chat.title or "",
        chat_username=visit.chat.username,
        rights=await visit.rights() if visit.user.id in config.telegram.operators else None,
        operators=frozenset(config.telegram.operators),
        defaults=joining.CommunityDefaults(
            timezone=usual.timezone,
            locale=usual.locale,
            digest_time=f"{usual.digest_time:%H:%M}",
            digest_when_empty=usual.digest_when_empty,
            claim_limit=usual.claim_limit,
            open_team=usual.open_team,
            start_grace_minutes=usual.start_grace_minutes,
            repost_after_hours=usual.repost_after_hours,
        ),
    )
    await joining.set_up(cmd, uow=visit.uow, now=visit.now)
    await visit.desk.menus.show_staff(visit.user.id)


async def on_membership(update: Update, visit: Visit) -> None:
    """The bot was added, removed, given rights; or somebody blocked it or came back."""
    change = update.my_chat_member
    if change is None:
        return
    now_there = change.new_chat_member.status not in (ChatMember.LEFT, ChatMember.BANNED)
    if change.chat.type == change.chat.PRIVATE:
        user_id = change.chat.id
        if now_there:
            await moving.was_reached(user_id, uow=visit.uow, now=visit.now)
        else:
            await moving.was_not_reached(user_id, uow=visit.uow, now=visit.now)
    elif now_there and change.chat.type in (change.chat.GROUP, change.chat.SUPERGROUP):
        rights = rights_of(change.new_chat_member, reads_all=bool(visit.desk.bot.can_read_all_group_messages))
        cmd = joining.NoteRights(change.chat.id, None, rights)
        await joining.note_rights(cmd, uow=visit.uow, now=visit.now)


async def on_recheck(_: Update, visit: Visit) -> None:
    """再检查一次 on the set-up card."""
    rights = await visit.rights()
    if rights is not None:
        cmd = joining.NoteRights(visit.chat.id, visit.actor.thread_id, rights)
        await joining.note_rights(cmd, uow=visit.uow, now=visit.now)


async def on_migrate(_: Update, visit: Visit) -> None:
    """The group became a supergroup; Telegram says so in both chats, and either is enough."""
    message = visit.message
    old, new = (
        (message.chat_id, message.migrate_to_chat_id)
        if message.migrate_to_chat_id
        else (message.migrate_from_chat_id, message.chat_id)
    )
    if old is not None and new is not None:
        await moving.move_group(old, new, uow=visit.uow, now=visit.now)


async def on_status(_: Update, visit: Visit) -> None:
    """/status, /status 1024."""
    number = number_and_rest(visit.rest, "status")[0] if visit.rest else None
    await asking.ask_status(Ask(visit.actor, number), uow=visit.uow, now=visit.now)


async def on_open(_: Update, visit: Visit) -> None:
    """/open."""
    await asking.ask_open(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_settings(_: Update, visit: Visit) -> None:
    """/settings."""
    await asking.ask_settings(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_setting(_: Update, visit: Visit) -> None:
    """A button of the settings card."""
    cmd = settings.PressSetting(visit.actor, visit.press.number(0), visit.press.args[1])
    switched = await settings.press_setting(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()) if switched else None)


async def on_keep_setting(_: Update, visit: Visit) -> None:
    """不改了."""
    cmd = conversing.DropDraft(visit.actor, visit.press.args[0], visit.press.number(1))
    await conversing.drop_draft(cmd, uow=visit.uow, now=visit.now)


async def on_where(_: Update, visit: Visit) -> None:
    """Where a line belongs."""
    choice = visit.press.args[1]
    named = {"no": None, "staff": unplaced.TO_STAFF}
    place = named[choice] if choice in named else visit.press.number(1)
    cmd = conversing.PlaceLine(visit.actor, visit.press.number(0), place)
    await conversing.place_line(cmd, uow=visit.uow, now=visit.now)


async def on_confirm_setting(_: Update, visit: Visit) -> None:
    """改, to what is switched for everybody."""
    cmd = settings.ConfirmSetting(visit.actor, visit.press.number(0))
    await settings.confirm_setting(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()))


async def on_invite(_: Update, visit: Visit) -> None:
    """/invite."""
    await asking.ask_invites(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_invite_role(_: Update, visit: Visit) -> None:
    """Whom the link is for."""
    if visit.press.args[1] not in tuple(Role):
        raise ButtonExpired
    cmd = joining.InviteByStaff(visit.actor, visit.press.number(0), Role(visit.press.args[1]))
    await joining.invite_by_staff(cmd, uow=visit.uow, now=visit.now)


async def on_digest(_: Update, visit: Visit) -> None:
    """/digest."""
    community_id = await asking.staff_community(Ask(visit.actor), uow=visit.uow, now=visit.now)
    cmd = digesting.DigestNow(visit.actor, community_id)
    await digesting.digest_now(cmd, uow=visit.uow, now=visit.now)


async def on_say_again(_: Update, visit: Visit) -> None:
    """再发一次."""
    await say_again(SayAgain(visit.actor, visit.press.number(0)), uow=visit.uow, now=visit.now)


async def on_menu(update: Update, visit: Visit) -> None:
    """A button of the help message."""
    do = {"open": on_open, "invite": on_invite, "settings": on_settings}.get(visit.press.args[0])
    if do is not None:
        await do(update, visit)


async def on_language(_: Update, visit: Visit) -> None:
    """/language."""
    await personal.ask_language(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_language_chosen(_: Update, visit: Visit) -> None:
    """One's own language."""
    cmd = personal.ChooseLanguage(visit.actor, visit.press.args[0])
    await personal.choose_language(cmd, uow=visit.uow, now=visit.now)


async def on_contact(_: Update, visit: Visit) -> None:
    """A shared contact; only one's own counts."""
    contact = visit.message.contact
    if contact is not None:
        cmd = personal.SharePhone(visit.actor, contact.phone_number, contact.user_id)
        await personal.share_phone(cmd, uow=visit.uow, now=visit.now)


async def on_text(_: Update, visit: Visit) -> None:
    """Words in the private chat."""
    text = visit.message.text or ""
    cmd = HearText(visit.actor, text, about=number_in_reply(visit.message), reply_to=reply_to(visit.message))
    await conversing.hear_text(cmd, uow=visit.uow, now=visit.now)


async def on_anything(_: Update, visit: Visit) -> None:
    """A sticker, an unknown command: never a dead end."""
    await asking.ask_help(Ask(visit.actor, lost=True), uow=visit.uow, now=visit.now)
