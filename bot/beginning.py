"""The first configuration: made from three answers, looked over as `run` would, and written for its owner alone."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.config import NOT_ACCEPTED, Config, ConfigError, build
from bot.doctor.platform import account_of

HEAD = {
    "zh_CN": "# 微修的配置。全部设置及说明见 config.example.toml。令牌等同于密码，请勿外传。",
    "en": "# Weixiu's configuration; config.example.toml explains every setting. The token is as good as a password.",
}


@dataclass(frozen=True)
class Answers:
    """What somebody who sets the bot up says."""

    token: str = field(repr=False)
    operators: tuple[int, ...]
    data: Path
    """The folder of the database and the key."""
    locale: str
    proxy: str = field(default="", repr=False)
    base_url: str = ""

    def values(self) -> dict[str, dict[str, Any]]:
        """The settings that follow."""
        optional = {"proxy": self.proxy, "base_url": self.base_url}
        return {
            "telegram": {
                "token": self.token,
                "operators": list(self.operators),
                **{name: value for name, value in optional.items() if value},
            },
            "database": {"url": f"sqlite:///{self.data / 'weixiu.db'}"},
            "security": {"key_file": str(self.data / "weixiu.key")},
            "defaults": {"locale": self.locale},
        }

    def text(self) -> str:
        """The file."""
        sections = [
            "\n".join([f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in settings.items())])
            for name, settings in self.values().items()
        ]
        return "\n\n".join([HEAD[self.locale], *sections]) + "\n"


def _toml(value: Any) -> str:
    """JSON's texts and lists of numbers are TOML's, too; but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def looked_over(answers: Answers) -> Config:
    """The configuration that these answers make; the folder for the data is made.

    Raises:
        ConfigError: one of them cannot be used; the sentence names the setting and the remedy.
    """
    try:
        answers.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError("--data", f"{answers.data} cannot be made: {error.strerror or error}") from None
    return build(answers.values(), folder=answers.data)


async def introduced(config: Config, clock: Clock) -> str | None:
    """The bot's @username, as Telegram says it; None: Telegram is out of reach now.

    Raises:
        ConfigError: Telegram does not accept the token.
    """
    async with account_of(config, clock) as (account, _):
        try:
            await account.initialize()
        except InvalidToken:
            raise ConfigError("telegram.token", NOT_ACCEPTED) from None
        except TelegramError:
            return None
        return account.username


def write(file: Path, text: str, *, replace: bool) -> None:
    """Put the configuration there, readable by its owner alone; what it replaces is replaced whole.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: it cannot be written.
    """
    new = file.with_name(f".{file.name}.new") if replace else file
    if replace:
        new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    if replace:
        new.replace(file)
