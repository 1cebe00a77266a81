"""What the bot says about itself: commands by scope and language, name, descriptions, menu button."""

import json
from dataclasses import dataclass, field

from bot.sandbox.errors import Json


def scope_key(scope: Json | None, language: str) -> tuple[str, str]:
    """Commands, by whom they are for (a BotCommandScope) and in which language."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True), language


@dataclass
class Profile:
    """Texts by language ("" for all others), commands by `scope_key`, menu buttons by chat (0: all)."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
