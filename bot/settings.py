"""The settings there are: their names, defaults and limits, as frozen models."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, PositiveInt, SecretStr, ValidationInfo, field_validator, model_validator

from bot.setting_kinds import (
    ConfigError,
    FilePath,
    InAnyCase,
    Section,
    Separated,
    address,
    beside,
    clock_time,
    read_text,
)

TELEGRAM = "https://api.telegram.org/bot"


class Webhook(Section):
    """Where Telegram delivers updates, when it does."""

    url: str = ""
    listen: str = Field("127.0.0.1", min_length=1, pattern=r"^[A-Za-z0-9.:_-]+$")
    port: int = Field(8443, ge=1, le=65535)
    secret: SecretStr = SecretStr("")

    @property
    def path(self) -> str:
        """The path of the address, which is the path served."""
        return urlsplit(self.url).path or "/"

    @field_validator("url")
    @classmethod
    def _url(cls, url: str) -> str:
        return url and address(
            url, r"https?://[^/\s?#]+(/[^\s?#{}%]*)?", "an address such as https://example.org/weixiu"
        )

    @field_validator("secret")
    @classmethod
    def _secret(cls, secret: SecretStr) -> SecretStr:
        """Telegram's rule for secret_token: https://core.telegram.org/bots/api#setwebhook."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
            raise ValueError("must be 1 to 256 letters, digits, _ or -")
        return secret


class Telegram(Section):
    """How the bot reaches Telegram, and who may set it up."""

    token: SecretStr
    token_file: FilePath | None = None
    base_url: str = TELEGRAM
    base_file_url: str = ""
    proxy: str = Field("", repr=False)
    operators: Annotated[tuple[PositiveInt, ...], Separated] = ()
    mode: Literal["polling", "webhook"] = "polling"
    webhook: Webhook = Webhook()

    @model_validator(mode="before")
    @classmethod
    def _token_from_file(cls, values: Any, info: ValidationInfo) -> Any:
        if not isinstance(values, dict) or values.get("token"):
            return values
        if not (file := values.get("token_file")):
            raise ConfigError(
                "telegram.token", "is missing; put in the token that @BotFather gave you, or set token_file"
            )
        return {**values, "token": read_text(beside(Path(str(file)), info), "telegram.token_file").strip()}

    @field_validator("token")
    @classmethod
    def _token_shape(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value(), re.ASCII):
            raise ValueError("is not a bot token; @BotFather writes them as 123456:ABC-DEF…")
        return token

    @field_validator("base_url")
    @classmethod
    def _base_url(cls, url: str) -> str:
        form = r"https?://[^/\s?#{}]+/([^\s?#{}]*/)?bot(\{token\}[^\s?#{}]*)?"
        return address(url.rstrip("/"), form, f"an address that ends in /bot, such as {TELEGRAM}")

    @field_validator("base_file_url")
    @classmethod
    def _base_file_url(cls, url: str, info: ValidationInfo) -> str:
        if not url:
            head, _, tail = info.data.get("base_url", TELEGRAM).rpartition("/bot")
            return f"{head}/file/bot{tail}"
        form = r"https?://[^/\s?#{}]+(\{token\}|[^\s{}])*"
        return address(url.rstrip("/"), form, f"an address such as {TELEGRAM.replace('/bot', '/file/bot')}")

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, url: str) -> str:
        if url.lower().startswith("socks"):
            raise ValueError("SOCKS proxies are not supported; most offer HTTP too: write http://host:port")
        form = r"https?://([^\s/@]+@)?[^\s/@]+/?"
        return url and address(url, form, "empty or an address such as http://127.0.0.1:7890")

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.mode == "polling":
            return self
        for name in ("url", "secret"):
            if not getattr(self.webhook, name):
                raise ConfigError(f"telegram.webhook.{name}", "is needed when telegram.mode is webhook")
        if self.base_url == TELEGRAM and not self.webhook.url.startswith("https:"):
            raise ConfigError("telegram.webhook.url", "must begin with https: Telegram delivers to nothing else")
        return self


class Database(Section):
    """Where everything is kept: one SQLite file, or PostgreSQL."""

    url: SecretStr = SecretStr("sqlite:///weixiu.db")
    pooled: bool = False  # PostgreSQL behind a pooler in transaction mode, where prepared statements get lost

    @field_validator("url")
    @classmethod
    def _url(cls, url: SecretStr, info: ValidationInfo) -> SecretStr:
        text = re.sub(r"^postgres://", "postgresql://", url.get_secret_value())
        match = re.fullmatch(r"sqlite:///([^?]*[^?/])", text)
        if not match or match[1] == ":memory:":
            form = r"postgresql://[^/?#\s]*/[^/?#\s]+([?#]\S*)?"
            return SecretStr(address(text, form, "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"))
        file = beside(Path(match[1]), info)
        if not file.parent.is_dir():
            raise ValueError(f"there is no folder {file.parent} for the SQLite file; make it first")
        return SecretStr(f"sqlite:///{file}")

    @property
    def sqlite_path(self) -> Path | None:
        """The absolute path of the SQLite file; None with PostgreSQL."""
        head, _, path = self.url.get_secret_value().partition(":///")
        return Path(path) if head == "sqlite" else None

    @property
    def async_url(self) -> str:
        """The address for SQLAlchemy's asyncio engine. Contains the password."""
        return self._with_drivers("sqlite+direct", "postgresql+psycopg")

    @property
    def sync_url(self) -> str:
        """The address for SQLAlchemy's plain engine. Contains the password."""
        return self._with_drivers("sqlite", "postgresql+psycopg")

    @property
    def place(self) -> str:
        """What may be shown to people: the file, or the server and database without user and password."""
        parts = urlsplit(self.url.get_secret_value())
        return str(self.sqlite_path or f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}")

    def _with_drivers(self, sqlite: str, postgresql: str) -> str:
        return f"{sqlite if self.sqlite_path else postgresql}:{self.url.get_secret_value().partition(':')[2]}"


class Security(Section):
    """The keys that personal data is encrypted with: given here, or kept in a file of their own."""

    key: Annotated[tuple[SecretStr, ...], Separated] = ()
    key_file: FilePath = Path("weixiu.key")

    @field_validator("key")
    @classmethod
    def _keys(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        """Fernet's keys: 16 bytes to sign with and 16 to encrypt with."""
        if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key.get_secret_value()) for key in keys):
            raise ValueError("is not a key: 44 characters, 32 bytes in URL-safe base64, are expected")
        return keys


class Defaults(Section):
    """What a new community starts with; each can be changed per community by chat."""

    timezone: str = "Asia/Shanghai"
    locale: Literal["zh_CN", "en"] = "zh_CN"
    digest_time: dt.time = dt.time(8, 30)
    claim_limit: int = Field(3, ge=1, le=100)
    start_grace_minutes: int = Field(15, ge=1, le=1440)
    open_team: bool = True
    digest_when_empty: bool = False
    repost_after_hours: int = Field(24, ge=1, le=720)

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise ValueError("is no time zone of the IANA list; Asia/Shanghai is one") from None
        return name

    _digest_time = field_validator("digest_time", mode="before")(clock_time)


class Log(Section):
    """How much is logged, and how it looks."""

    level: Annotated[Literal["debug", "info", "warning", "error"], InAnyCase] = "info"
    format: Annotated[Literal["text", "json"], InAnyCase] = "text"


class Digest(Section):
    """The daily digest."""

    grace_minutes: int = Field(180, ge=1, le=1440)


class Backup(Section):
    """Backups that the program makes by itself, every day, where a folder for them is named."""

    folder: FilePath | None = None
    at: dt.time = dt.time(3, 10)
    keep_daily: int = Field(7, ge=1, le=1000)
    keep_weekly: int = Field(4, ge=0, le=1000)
    keep_monthly: int = Field(6, ge=0, le=1000)

    _at = field_validator("at", mode="before")(clock_time)


class Metrics(Section):
    """Where machines may ask how the program stands; port 0: nowhere."""

    listen: str = Field("127.0.0.1", min_length=1, pattern=r"^[A-Za-z0-9.:_-]+$")
    port: int = Field(0, ge=0, le=65535)


class Sentry(Section):
    """Where errors are reported to; empty: nowhere."""

    dsn: SecretStr = SecretStr("")
    environment: str = "production"

    @field_validator("dsn")
    @classmethod
    def _dsn(cls, dsn: SecretStr) -> SecretStr:
        text = dsn.get_secret_value()
        return SecretStr(
            text and address(text, r"https?://[^\s/@]+@[^\s/@]+/(\S+/)?\d+", "the address that Sentry shows")
        )


class Language(Section):
    """How residents are understood."""

    phrases: FilePath | None = None


class Config(Section):
    """The whole configuration. A section that is left out is an empty one."""

    telegram: Telegram
    database: Database
    security: Security
    defaults: Defaults
    log: Log
    digest: Digest
    backup: Backup
    language: Language
    metrics: Metrics
    sentry: Sentry

    @model_validator(mode="before")
    @classmethod
    def _all_sections(cls, values: Any) -> Any:
        return {key: {} for key in cls.model_fields} | values if isinstance(values, dict) else values
