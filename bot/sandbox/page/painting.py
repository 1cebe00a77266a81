"""Templates become HTML; everything that is not Markup is escaped."""

from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.sandbox.page.cast import avatar_of, role_of
from bot.sandbox.page.looks import MessageLook, dom_id, look_of
from bot.sandbox.page.menus import commands_for
from bot.sandbox.page.stage import Viewer
from bot.sandbox.page.timing import can_move, day_words, local
from bot.sandbox.page.words import things_to_try

SIDES = ("group", "private")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.sandbox.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"avatar_of": avatar_of, "things_to_try": things_to_try, "role_of": role_of}
    return environment


@dataclass(frozen=True)
class Fragment:
    """A small part of the page, and a mark that changes with it."""

    html: str

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits."""
        return f"{crc32(self.html.encode()):08x}"


@dataclass
class Painter:
    """Draws the page and its parts for one viewer at a time."""

    _templates: Environment = field(default_factory=_environment)

    def paint(self, template: str, viewer: Viewer, **facts: Any) -> str:
        """A template as this viewer sees it."""
        return self._templates.get_template(template).render(viewer=viewer, say=viewer.say, **facts)

    def answer(self, template: str, viewer: Viewer, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """The same as a response."""
        return HTMLResponse(self.paint(template, viewer, **facts), status, HEADERS)

    def fragments(self, viewer: Viewer) -> list[Fragment]:
        """The small parts that change by themselves, each a whole element with an id."""
        names = ("start", "keyboard", "clock", "badges", "about")
        facts = _facts(viewer)
        return [Fragment(self.paint(f"fragment_{name}.html", viewer, **facts)) for name in names]

    def whole(self, viewer: Viewer) -> HTMLResponse:
        """The page."""
        looks = {side: current_looks(viewer, side) for side in SIDES}
        viewer.stage.mark_read(viewer.person)
        fragments = self.fragments(viewer)
        seen = seen_mark(viewer, fragments)
        return self.answer("page.html", viewer, looks=looks, seen=seen, sides=SIDES, **_facts(viewer))

    def news(self, viewer: Viewer, revision: int, marks: list[str]) -> HTMLResponse | None:
        """What changed since a page was painted, or nothing."""
        changes = {side: _changes(viewer, side, revision) for side in SIDES}
        if changes["private"]:
            viewer.stage.mark_read(viewer.person)
        fragments = self.fragments(viewer)
        fresh = [fragment for fragment in fragments if fragment.mark not in marks]
        if not fresh and not any(changes.values()):
            return None
        seen = seen_mark(viewer, fragments)
        return self.answer("live.html", viewer, changes=changes, fragments=fresh, seen=seen)

    def menu(self, viewer: Viewer, side: str) -> HTMLResponse:
        """The bot's commands on one side of the page."""
        chat = viewer.chat(side)
        commands = commands_for(viewer.world, chat, viewer.person) if chat is not None else []
        return self.answer("menu.html", viewer, commands=commands, side=side)


def _facts(viewer: Viewer) -> dict[str, Any]:
    now = local(viewer.world.clock.now())
    return {
        "now": now,
        "day": day_words(now.date(), viewer.say.language),
        "can_move": can_move(viewer.world.clock),
        "description": _description(viewer),
    }


def _description(viewer: Viewer) -> str:
    texts = viewer.world.profile.descriptions
    return texts.get(viewer.person.language_code[:2]) or texts.get("", "")


def current_looks(viewer: Viewer, side: str) -> list[MessageLook]:
    """Everything on one side."""
    chat = viewer.chat(side)
    if chat is None:
        return []
    viewer.stage.notes.look(chat, viewer.world.clock.now())
    return [look_of(change, side, viewer) for change in viewer.stage.notes.shown(chat)]


def _changes(viewer: Viewer, side: str, revision: int) -> list[tuple[str, str, MessageLook | None]]:
    """What happened (new, changed, gone), to which element, and how it looks now."""
    chat = viewer.chat(side)
    if chat is None:
        return []
    viewer.stage.notes.look(chat, viewer.world.clock.now())
    found: list[tuple[str, str, MessageLook | None]] = []
    for change in viewer.stage.notes.since(chat, revision):
        what = "gone" if change.is_gone else "new" if change.is_new else "changed"
        look = None if change.is_gone else look_of(change, side, viewer)
        found.append((what, dom_id(side, change.message.id), look))
    return found


def seen_mark(viewer: Viewer, fragments: list[Fragment]) -> str:
    """What a page sends back to be told only what is new: epoch, revision, marks."""
    marks = (fragment.mark for fragment in fragments)
    return " ".join([viewer.stage.epoch, str(viewer.stage.notes.revision), *marks])
