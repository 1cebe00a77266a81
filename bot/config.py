"""Configuration: one frozen value, read once from a TOML file and the environment, then passed on.

The setting `telegram.token` is the key `token` in the file's section `[telegram]`, and the variable
`WEIXIU_TELEGRAM__TOKEN` in the environment, which wins. Whatever is wrong is said in one line that names
the setting and the remedy, and never shows the value of a secret.
"""

import base64
import difflib
import logging
import os
import secrets
import stat
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from filelock import FileLock
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot.setting_kinds import ConfigError, read_text
from bot.settings import Config, Security

__all__ = ["Config", "ConfigError", "build", "ensure_keys", "load", "names", "new_key", "present_keys", "secrets_of"]

logger = logging.getLogger(__name__)

NOT_ACCEPTED = "is not accepted by Telegram; copy it again from @BotFather"
"""What a `ConfigError` of telegram.token says then."""
PREFIX = "WEIXIU_"
RESERVED = ("WEIXIU_TEST_", "WEIXIU_BOT_API_JSON")  # what the test suite listens to
RIVALS = {
    "telegram.token": "telegram.token_file",
    "telegram.token_file": "telegram.token",
    "security.key": "security.key_file",
    "security.key_file": "security.key",
}
CONFIDENTIAL = frozenset(
    {"telegram.token", "telegram.proxy", "telegram.webhook.secret", "database.url", "security.key", "sentry.dsn"}
)
SENTENCES = {
    "missing": "is missing",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text in quotes",
    "string_unicode": "must be text, and something in it is no character",
    "string_pattern_mismatch": "must be an address such as 127.0.0.1",
    "path_type": "must be a file's name in quotes",
    "tuple_type": "must be a list such as [1001, 1002]",
    "model_type": "must be a section of its own, in [brackets]",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "string_too_short": "must not be empty",
    "literal_error": "must be {expected}",
    "value_error": "{error}",
}


def load(path: Path | None, env: Mapping[str, str]) -> Config:
    """The configuration in the file at `path`, if there is one, overridden by the environment `env`.

    Relative paths, wherever they are set, are relative to the file's folder (without a file: to the working
    folder). Variables that do not begin with `WEIXIU_` and those reserved for tests are ignored.

    Raises:
        ConfigError: the file or a setting is missing, unknown or wrong; its text is one line for people.
    """
    values = _from_file(path) if path else {}
    origins = dict(_variables(env))
    for name in origins.keys() & RIVALS.keys():
        _take(values, RIVALS[name])
    for name, variable in origins.items():
        _put(values, name, env[variable])
    return build(values, folder=path.absolute().parent if path else Path.cwd(), origins=origins)


def build(values: Mapping[str, Any], *, folder: Path, origins: Mapping[str, str] | None = None) -> Config:
    """The configuration with these values, sections as nested mappings.

    Args:
        values: as a TOML file would give them: `{"telegram": {"token": …}}`.
        folder: what relative paths are relative to.
        origins: for error texts, the environment variable that a setting came from.

    Raises:
        ConfigError: a setting is missing, unknown or wrong.
    """
    _refuse_rivals(values)
    try:
        return Config.model_validate(dict(values), context={"folder": folder.absolute()})
    except ValidationError as error:
        # A misspelt name first: the setting that is missing in its place is only a consequence.
        problems = sorted(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
    raise _explain(problems[0], origins or {})


def names(model: type[BaseModel] = Config, prefix: str = "") -> list[str]:
    """Every setting's name, such as `telegram.webhook.port`, in the order of the models."""
    found = []
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found += names(field.annotation, f"{prefix}{name}.")
        else:
            found.append(prefix + name)
    return found


def secrets_of(config: Config) -> list[str]:
    """Every text in the configuration that must never be seen, for the log to know."""
    telegram = config.telegram
    hidden: list[SecretStr] = [telegram.token, telegram.webhook.secret, config.sentry.dsn, *config.security.key]
    urls = [config.database.url.get_secret_value(), telegram.proxy]
    logins = [url.rpartition("@")[0].partition("://")[2] for url in urls]
    passwords = [login.partition(":")[2] for login in logins]
    found = [*(one.get_secret_value() for one in hidden), *passwords, *map(unquote, passwords)]
    return [text for text in dict.fromkeys(found) if text]


def ensure_keys(config: Config) -> list[bytes]:
    """The Fernet keys for personal data: the first encrypts, all decrypt.

    Where neither a key is configured nor a key file exists, a file with a new key is made, readable by its
    owner alone. Processes that start at the same time all get the same key.

    Raises:
        ConfigError: the key file cannot be made or read, or holds something else.
    """
    if config.security.key:
        return [key.get_secret_value().encode() for key in config.security.key]
    file = config.security.key_file
    if not file.parent.is_dir():
        raise ConfigError("security.key_file", f"there is no folder {file.parent}; make it first")
    try:
        if not file.exists():
            _make_key_file(file)
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            logger.warning(
                "The key file %s can be read by others; run: chmod 600 %s",
                file,
                file,
                extra={"key": "key.readable_by_others"},
            )
    except OSError as error:
        raise ConfigError("security.key_file", f"{file} cannot be made: {error.strerror or error}") from None
    return _read_key_file(file)


def present_keys(config: Config) -> list[bytes]:
    """The keys for personal data, where there are any; unlike `ensure_keys`, never makes one.

    Raises:
        ConfigError: the key file is not there or holds something else.
    """
    file = config.security.key_file
    if config.security.key:
        return ensure_keys(config)
    if not file.exists():
        raise ConfigError("security.key_file", f"there is no file {file}; put back the key of this database")
    return _read_key_file(file)


def new_key() -> bytes:
    """A key that nobody has yet."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32))


def _make_key_file(file: Path) -> None:
    """The file appears under its name only when it is whole; the lock makes the second maker a reader."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    with os.fdopen(handle, "wb") as new:
        new.write(new_key() + b"\n")
        new.flush()
        os.fsync(new.fileno())
    with FileLock(f"{file}.lock", timeout=10):
        if file.exists():
            Path(name).unlink()
            return
        Path(name).replace(file)
    logger.warning(
        "A new key for personal data was made in %s; keep a copy of it in a safe place, "
        "names and telephone numbers cannot be read without it",
        file,
        extra={"key": "key.made"},
    )


def _read_key_file(file: Path) -> list[bytes]:
    lines = [line.strip() for line in read_text(file, "security.key_file").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        Security.model_validate({"key": keys})
    except ValidationError:
        keys = []
    if not keys:
        raise ConfigError("security.key_file", f"{file} holds something that is no key; restore it from a copy")
    return [key.encode() for key in keys]


def _from_file(path: Path) -> dict[str, Any]:
    text = read_text(path, "configuration file")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"is not valid TOML: {error}") from None
    except (RecursionError, ValueError):
        raise ConfigError(str(path), "is not valid TOML: a list or a number in it is endless") from None


def _variables(env: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The settings found in the environment: (setting, variable)."""
    known = names()
    for variable in sorted(env):
        if not variable.startswith(PREFIX) or variable.startswith(RESERVED):
            continue
        name = variable.removeprefix(PREFIX).lower().replace("__", ".")
        if name not in known:
            likely = _likely(name)
            like = f"; is {PREFIX}{likely.upper().replace('.', '__')} meant?" if likely else ""
            raise ConfigError(variable, f"is not a setting{like or '; take this environment variable away'}")
        yield name, variable


def _put(values: dict[str, Any], name: str, text: str) -> None:
    """Set one value."""
    *sections, key = name.split(".")
    for section in sections:
        values = values.setdefault(section, {})
        if not isinstance(values, dict):
            raise ConfigError(section, SENTENCES["model_type"])
    values[key] = text


def _take(values: dict[str, Any], name: str) -> None:
    """Forget what the file says where the environment gives the other of the two: token for token_file."""
    section, _, key = name.partition(".")
    if isinstance(found := values.get(section), dict):
        found.pop(key, None)


def _refuse_rivals(values: Mapping[str, Any]) -> None:
    for one, other in RIVALS.items():
        section, _, key = one.partition(".")
        found = values.get(section)
        if isinstance(found, Mapping) and found.get(key) and found.get(other.rpartition(".")[2]):
            raise ConfigError(one, f"is given, and so is {other}; keep one of them")


def _likely(name: str) -> str:
    """The setting that was probably meant, or nothing."""
    key = {known.rpartition(".")[2]: known for known in names()}
    close = difflib.get_close_matches(name, names(), n=1, cutoff=0.75)
    return close[0] if close else key.get(name.rpartition(".")[2], "")


def _explain(problem: ErrorDetails, origins: Mapping[str, str]) -> ConfigError:
    """Pydantic's finding in the words of somebody who edits a configuration file."""
    context: dict[str, Any] = problem.get("ctx", {})
    cause = context.get("error")
    setting = ".".join(str(part) for part in problem["loc"] if isinstance(part, str))
    if isinstance(cause, ConfigError):
        setting, sentence = cause.setting, cause.sentence
    elif problem["type"] == "extra_forbidden":
        likely = _likely(setting)
        sentence = f"is not a setting; {f'is {likely} meant?' if likely else 'see config.example.toml'}"
    else:
        sentence = SENTENCES.get(problem["type"], problem["msg"]).format_map(context) + _shown(setting, problem)
    variable = origins.get(setting)
    return ConfigError(f"{setting} (from {variable})" if variable else setting, sentence)


def _shown(setting: str, problem: ErrorDetails) -> str:
    value = problem["input"]
    if setting in CONFIDENTIAL or not isinstance(value, str | int | float):
        return ""
    return f", not {str(value)[:60]!r}"
