"""The configuration our program is started with in a bench: everything as it comes, but Telegram."""

import json
from pathlib import Path

from bench.telegram_stub import BOT_ID
from bot.config import Config, build

TOKEN = f"{BOT_ID}:bench-token-of-nobody-at-all"
SECRET = "bench-secret"  # noqa: S105 - of a webhook on the loopback
HOOK = "/weixiu"
NOWHERE = "http://127.0.0.1:9/bot"
Values = dict[str, dict[str, object]]


def values(address: str, base_url: str = NOWHERE, *, webhook_port: int = 0, token: str = TOKEN) -> Values:
    """The settings, section by section."""
    found: Values = {
        "telegram": {"token": token, "base_url": base_url, "mode": "webhook" if webhook_port else "polling"},
        "database": {"url": address},
        "security": {"key_file": "bench.key"},
    }
    if webhook_port:
        hook = f"http://127.0.0.1:{webhook_port}{HOOK}"
        found["telegram.webhook"] = {"url": hook, "port": webhook_port, "secret": SECRET}
    return found


def configuration(folder: Path, address: str) -> Config:
    """The same as the program will read, to seed its database."""
    return build(values(address), folder=folder)


def write(file: Path, given: Values) -> Path:
    """As a file; strings, numbers and lists of numbers look the same in JSON and in TOML."""
    lines = [
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in section.items())
        for name, section in given.items()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
