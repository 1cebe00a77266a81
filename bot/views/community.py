"""The community itself: set-up, invitations, help."""

from dataclasses import dataclass
from html import escape

from bot.domain.roles import STAFF, Role
from bot.models import Community
from bot.views.buttons import data
from bot.views.fitting import MOST_TEXT, clip
from bot.views.labels import role_word
from bot.views.menus import main_keys
from bot.views.screen import Button, Screen
from bot.views.words import Words


@dataclass(frozen=True)
class RightsFacts:
    """What the bot may do in a group, as last seen; None in doubt."""

    can_post: bool
    can_delete: bool
    reads_everything: bool
    admin: bool


def setup_card(
    words: Words, rights: RightsFacts | None, community: Community | None, chat_id: int, bot_username: str
) -> Screen:
    """What the bot may and may not do in this group, and what comes next."""
    text = words.render("setup_card", rights=rights, community=community)
    recheck = Button("🔄 " + words._("再检查一次"), data=data("rights", chat_id))
    private = Button("💬 " + words._("打开私聊"), url=f"https://t.me/{bot_username}?start=hello")
    rows = [(recheck,)] if rights is None or not (rights.can_delete and rights.reads_everything) else []
    # A command typed before the bot has said anything here never reaches it; a tap on what it said always does.
    begin = Button("🚀 " + words._("在本群开张"), data=data("setup", chat_id))
    return Screen(text, (*rows, (private if community else begin,)))


def invite_menu(words: Words, community: Community, public: str) -> Screen:
    """Whom a link is for; and the one that everybody may see."""
    rows = tuple(
        (Button(role_word(words, role), data=data("invite", community.id, role)),)
        for role in (Role.VOLUNTEER, Role.CLERK, Role.SECRETARY)
    )
    return Screen(words.render("invite_menu", community=community, public=public), rows)


def invite_link(words: Words, community: Community, role: Role, link: str) -> Screen:
    """A one-time link, to be passed on."""
    text = words.render("invite_link", community=community, role=role_word(words, role), link=link)
    return Screen(text, ((Button("📋 " + words._("复制链接"), copies=link),),))


def welcome(words: Words, community: Community, role: Role, *, gift: int = 0) -> Screen:
    """Somebody came through a link."""
    text = words.render("welcome", community=community, role=role_word(words, role), staff=role in STAFF, gift=gift)
    return Screen(text, keyboard=main_keys(words))


def hello(words: Words, community: Community | None, roles: frozenset[Role], *, lost: bool) -> Screen:
    """What somebody can do, by their roles."""
    text = words.render(
        "help",
        community=community,
        staff=bool(STAFF & roles),
        secretary=Role.SECRETARY in roles,
        volunteer=Role.VOLUNTEER in roles or bool(STAFF & roles),
        lost=lost,
    )
    if not (community and STAFF & roles):
        return Screen(text, keyboard=main_keys(words))
    buttons = [
        Button("📋 " + words._("待接单"), data=data("menu", "open")),
        Button("👥 " + words._("邀请"), data=data("menu", "invite")),
    ]
    if Role.SECRETARY in roles:
        buttons.append(Button("⚙️ " + words._("设置"), data=data("menu", "settings")))
    return Screen(text, (tuple(buttons),))


def group_help(words: Words, community: Community | None, bot_username: str) -> Screen:
    """Three lines for the group, and the way into the private chat."""
    private = Button("💬 " + words._("打开私聊"), url=f"https://t.me/{bot_username}?start=hello")
    return Screen(words.render("group_help", community=community), ((private,),))


def language(words: Words) -> Screen:
    """The choice of one's own language; both are named in themselves."""
    return Screen(
        words._("您想用哪种语言?Which language?"),
        ((Button("中文", data=data("lang", "zh_CN")), Button("English", data=data("lang", "en"))),),
    )


def keys(words: Words) -> Screen:
    """The keys under the chat in the reader's language: Telegram shows the old ones until it is given others."""
    return Screen("👇 " + words._("常用的按键在下面,随时点。"), keyboard=main_keys(words))


def plain(text: str) -> Screen:
    """A sentence of plain text."""
    return Screen(escape(clip(text, MOST_TEXT), quote=False))


def open_private(words: Words, name: str, bot_username: str) -> Screen:
    """In the group: the winner has to open the private chat for the contact."""
    text = words.render("open_private", name=name)
    url = f"https://t.me/{bot_username}?start=claim"
    return Screen(text, ((Button("💬 " + words._("打开私聊"), url=url),),))


def clock_alarm(words: Words, minutes: int) -> Screen:
    """The machine's clock is wrong."""
    return Screen(words.render("clock_alarm", minutes=minutes))


def backup_alarm(words: Words, why: str) -> Screen:
    """No backup could be made: why, and what whoever looks after the machine does."""
    reasons = {
        "full": words._("存放备份的磁盘满了。请清出空间,或者少留几份。"),
        "folder": words._("存放备份的文件夹打不开。请看看磁盘有没有接好、能不能写入。"),
        "damaged": words._("数据没有通过检查。请运行 weixiu doctor,按它说的做。"),
    }
    return Screen(
        words.render("backup_alarm", reason=reasons.get(why, words._("请手动运行一次 weixiu backup,看它怎么说。")))
    )
