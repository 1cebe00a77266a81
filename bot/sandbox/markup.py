"""Keyboards: what a bot may attach to a message, checked as the server checks it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.errors import Json, bad_request, breach

MAX_CALLBACK_DATA_BYTES = 64
MAX_MARKUP_BYTES = 10_240
MAX_COPY_TEXT = 256

_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_INLINE_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_REPLY_ACTIONS = {
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
_OPTIONS = {
    "inline_keyboard": set[str](),
    "keyboard": {
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
    },
    "remove_keyboard": {"selective"},
    "force_reply": {"input_field_placeholder", "selective"},
}


@dataclass(frozen=True)
class Button:
    """One button: its words, and what it does (`kind` is the Bot API's field name, "" for plain text)."""

    text: str
    kind: str
    value: object = ""

    @property
    def data(self) -> str:
        """The callback data, or nothing for a button of another kind."""
        return str(self.value) if self.kind == "callback_data" else ""

    @property
    def url(self) -> str:
        """The link a url button opens."""
        return str(self.value) if self.kind == "url" else ""

    @property
    def copied(self) -> str:
        """What a copy button puts on the clipboard."""
        return str(self.value["text"]) if isinstance(self.value, dict) and self.kind == "copy_text" else ""


@dataclass(frozen=True)
class Markup:
    """A checked reply_markup: `kind` is its telling field, `rows` its buttons, `raw` what the bot sent."""

    kind: str
    rows: tuple[tuple[Button, ...], ...]
    raw: Json

    @property
    def is_inline(self) -> bool:
        """Whether it hangs under the message; only then does the Message carry it."""
        return self.kind == "inline_keyboard"

    def buttons(self) -> Iterable[Button]:
        """All buttons in reading order."""
        return (button for row in self.rows for button in row)


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_action(kind: str, value: object) -> None:
    if kind == "callback_data":
        size = len(str(value).encode())
        if not 1 <= size <= MAX_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif kind == "url":
        _check_url(value)
    elif kind == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _known(given: Iterable[str], known: set[str], where: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise breach(f"the sandbox knows no field {', '.join(unknown)} in {where}")


def _inline_button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _known(raw, _LOOKS | _INLINE_ACTIONS, "InlineKeyboardButton")
    if not isinstance(raw.get("text"), str) or not raw["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [kind for kind in raw if kind in _INLINE_ACTIONS]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], raw[actions[0]])
    return Button(raw["text"], actions[0], raw[actions[0]])


def _reply_button(raw: object) -> Button:
    if isinstance(raw, str):
        raw = {"text": raw}
    if not isinstance(raw, dict) or not raw.get("text"):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _known(raw, _LOOKS | _REPLY_ACTIONS, "KeyboardButton")
    actions = [kind for kind in raw if kind in _REPLY_ACTIONS and raw[kind]]
    return Button(raw["text"], actions[0] if actions else "", raw[actions[0]] if actions else "")


def _rows(raw: object) -> list[list[object]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return [row for row in raw if row]


def read_markup(raw: Json | None) -> Markup | None:
    """The keyboard in `raw`, or nothing for an empty one.

    Raises:
        RefusalError: the server would not take it.
    """
    if not raw:
        return None
    if len(json.dumps(raw, ensure_ascii=False).encode()) > MAX_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    kind = next((name for name in _OPTIONS if name in raw), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    _known(raw, _OPTIONS[kind] | {kind}, "reply_markup")
    if kind in {"remove_keyboard", "force_reply"}:
        return Markup(kind, (), raw)
    read = _inline_button if kind == "inline_keyboard" else _reply_button
    rows = tuple(tuple(read(button) for button in row) for row in _rows(raw[kind]))
    return Markup(kind, rows, raw) if rows else None
