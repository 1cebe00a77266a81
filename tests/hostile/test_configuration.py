"""Configurations and command lines of any kind: understood, or one clear sentence that names what is wrong."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url
from starlette.routing import Route

from bot.config import CONFIDENTIAL, PREFIX, Config, ConfigError, build, load, names, secrets_of
from tests.cli.operator import Operator
from tests.hostile.strategies import texts, thorough

TOKEN = "123456:ABC"
SECTIONS = (
    *("telegram", "telegram.webhook", "database", "security", "defaults", "log", "digest", "language", "metrics"),
    *("sentry", "weather", ""),
)
CANARY = "CANARY"
ODD_WORDS = (
    *("", "~", "~nobody/x", "\x00", "/", "..", "[", "{x}", "x" * 5000, "9" * 5000, "1_0", "٣", "\ud800", "\n", "true"),
    *(
        "https://[/x",
        "https://h:99999999/x",
        "https://h/{x}",
        "http://a]b/bot",
        "https://h/bot{token}{x}",
        "https://h/%7Bx",
    ),
    *("postgresql://[/x", "postgresql://u:CANARY@h:port/x", "postgresql://u:CANARY℀@h/x", "postgresql:///x"),
    *("sqlite:///", "sqlite:///\x00", "sqlite:///~nobody/x", "sqlite:////", "http://u:CANARY@h:x", "socks5://CANARY"),
    *("../../etc/passwd", "Asia", "posixrules", "24:00", "８：３０", "nan", "webhook", "a b", "::1", "nowhere.invalid"),
)


def toml_values() -> st.SearchStrategy[Any]:
    """Whatever a TOML file can hold."""
    numbers = st.one_of(st.booleans(), st.integers(), st.just(10**30), st.floats())
    moments = st.one_of(st.datetimes(), st.dates(), st.times())
    leaves = st.one_of(st.sampled_from(ODD_WORDS), texts(), numbers, moments)
    return leaves | st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(5), inner, max_size=3), max_leaves=5
    )


def put(values: dict[str, Any], name: str, value: Any) -> None:
    """Set a value by its dotted name, where there is room for it."""
    *sections, key = name.split(".")
    for section in sections:
        inner = values.setdefault(section, {})
        values = inner if isinstance(inner, dict) else {}
    values[key] = value


def everything_of(config: Config) -> None:
    """Whatever the program makes of a configuration that it has accepted."""
    assert secrets_of(config)
    assert config.telegram.base_url.format(token=TOKEN)
    assert config.telegram.base_file_url.format(token=TOKEN)
    assert make_url(config.database.async_url).get_backend_name() in config.database.place + "sqlite"
    assert Route(config.telegram.webhook.path, print).path_regex.pattern


def assert_one_clear_line(error: ConfigError, *settings: str) -> None:
    """One line, printable everywhere, that names a setting (or its section), and shows no secret."""
    line = str(error)
    assert "\n" not in line
    assert line.encode("utf-8")
    assert error.sentence
    assert any(error.setting.startswith(name.partition(".")[0]) for name in (*settings, "telegram")), line
    assert len(line) < 2 * 5000 + 300
    assert not (CANARY in line and any(error.setting.startswith(name) for name in CONFIDENTIAL)), line


@given(
    pairs=st.lists(
        st.tuples(st.sampled_from((*names(), *filter(None, SECTIONS))), toml_values()), min_size=1, max_size=3
    ),
    whole=st.booleans(),
)
@example(pairs=[("security.key_file", "~nobody/x")], whole=True)
@example(pairs=[("telegram.webhook.url", "https://[/x")], whole=True)
@example(pairs=[("database.url", f"postgresql://u:{CANARY}℀@h/x")], whole=True)
@example(pairs=[("telegram.token_file", "\udcff")], whole=False)
@thorough(250)
def test_any_value_in_any_place_is_taken_or_refused_by_name(
    tmp_path: Path, *, pairs: list[tuple[str, Any]], whole: bool
) -> None:
    values: dict[str, Any] = {"telegram": {"token": TOKEN}} if whole else {}
    for name, value in pairs:
        put(values, name, value)
    try:
        everything_of(build(values, folder=tmp_path))
    except ConfigError as error:
        assert_one_clear_line(error, *(name for name, _ in pairs))


@given(
    env=st.dictionaries(
        st.sampled_from([f"{PREFIX}{name.upper().replace('.', '__')}" for name in names()])
        | texts(8).map(lambda text: f"{PREFIX}{text}"),
        st.sampled_from(ODD_WORDS) | texts(),
        max_size=3,
    )
)
@thorough(100)
def test_any_environment_is_taken_or_refused_by_name(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "config.toml").write_text(f'[telegram]\ntoken = "{TOKEN}"\n', encoding="utf-8")
    try:
        everything_of(load(tmp_path / "config.toml", env))
    except ConfigError as error:
        assert_one_clear_line(error, *filter(None, SECTIONS), PREFIX.rstrip("_"))


def toml_files() -> st.SearchStrategy[bytes]:
    """Files that are nearly TOML, and files that are nothing of the kind."""
    lines = st.sampled_from(
        (
            *(f"[{section}]" for section in SECTIONS),
            "token = ",
            f'token = "{TOKEN}"',
            "[[telegram]]",
            "a.b.c = 1",
            "'''",
            "\ufeff",
        )
    )
    nearly = st.lists(lines | texts(20), max_size=8).map("\n".join).map(lambda text: text.encode(errors="replace"))
    return st.one_of(nearly, nearly.map(lambda raw: raw.decode().encode("utf-16")), st.binary(max_size=60))


@given(raw=toml_files())
@example(raw=b"a=" + b"[" * 5000)
@example(raw=b"a=" + b"{a=" * 5000)
@example(raw=b"a=" + b"1" * 5000)
@example(raw=b"#" * 1_000_001)
@example(raw="[telegram]\ntoken = '微'".encode("gb18030"))
@thorough(100)
def test_any_file_is_taken_or_refused_by_its_name(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(raw)
    try:
        everything_of(load(file, {}))
    except ConfigError as error:
        assert_one_clear_line(error, str(file)[:80], "configuration file", *filter(None, SECTIONS), *leading_keys(raw))


def leading_keys(raw: bytes) -> list[str]:
    """The keys at the head of a file that is TOML, as an error text spells them."""
    try:
        return [" ".join(key.split()) for key in tomllib.loads(raw.decode("utf-8-sig"))]
    except (ValueError, RecursionError):
        return []


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(ConfigError, match="too long"):
        load(Path("/dev/zero"), {})


COMMANDS = ("run", "doctor", "migrate", "backup", "restore", "invite", "demo", "nosuch", "")
WORDS = (
    *("--config", "nowhere.toml", "--port", "-1", "70000", "x", "--host", "--json", "--force", "--count", "0", "101"),
    *(
        "--community",
        "'; --",
        "secretary",
        "king",
        "--",
        "-",
        "--version",
        "--nosuch",
        "\U0001f527",
        "\udcff",
        "a" * 300,
    ),
)


@pytest.mark.parametrize(
    "typed",
    [
        ("nosuch",),
        ("run", "extra"),
        ("run", "--config"),
        ("run", "--nosuch"),
        ("demo", "--port", "-1"),
        ("demo", "--port", "70000"),
        ("demo", "--port", "x"),
        ("invite", "king"),
        ("invite", "--count", "0"),
        ("invite", "--count", "101"),
        ("invite", "volunteer", "extra"),
        ("backup",),
        ("restore",),
        ("doctor", "--json=maybe"),
        ("migrate", "\udcff"),
        ("\U0001f527" * 50,),
    ],
    ids=" ".join,
)
async def test_a_command_line_that_means_nothing_ends_with_two_and_no_traceback(
    tmp_path: Path, typed: tuple[str, ...]
) -> None:
    outcome = await Operator(tmp_path).types_here(*typed)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert outcome.err.strip()


@pytest.mark.parametrize("command", ["run", "doctor", "migrate", "invite"])
async def test_every_command_tells_a_broken_configuration_in_one_line(tmp_path: Path, command: str) -> None:
    operator = Operator(tmp_path)
    operator.file.write_bytes(b"a=" + b"[" * 5000)
    outcome = await operator.types_here(command)
    assert (outcome.code, len(outcome.lines)) == (2, 1), outcome
