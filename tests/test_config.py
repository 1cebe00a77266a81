"""The configuration: what is accepted, what is refused in which words, and keys that nobody else reads."""

import base64
import datetime as dt
import itertools
import re
import stat
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from bot.config import Config, ConfigError, build, ensure_keys, load, names, secrets_of

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
KEYS = [base64.urlsafe_b64encode(bytes([number] * 32)).decode() for number in range(2)]


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def configured(folder: Path, **sections: dict[str, Any]) -> Config:
    telegram = {"token": TOKEN} | sections.pop("telegram", {})
    return build({"telegram": telegram, **sections}, folder=folder)


def refusal(folder: Path, **sections: dict[str, Any]) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        configured(folder, **sections)
    return caught.value


def leaves(table: dict[str, Any], prefix: str = "") -> set[str]:
    branches = [
        leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key} for key, value in table.items()
    ]
    return set(itertools.chain.from_iterable(branches))


def test_the_example_is_a_valid_configuration(tmp_path: Path) -> None:
    config = load(written(tmp_path, EXAMPLE.read_text(encoding="utf-8")), {})
    assert config.telegram.token.get_secret_value() == "123456:ABC"
    assert config.telegram.operators == (1001,)


def test_the_example_says_what_holds_without_it(tmp_path: Path) -> None:
    example = load(written(tmp_path, EXAMPLE.read_text(encoding="utf-8")), {})
    bare = load(written(tmp_path, '[telegram]\ntoken = "123456:ABC"\noperators = [1001]'), {})
    assert example == bare


def test_the_example_names_every_setting_and_no_other() -> None:
    switched_on = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert leaves(tomllib.loads(switched_on)) == set(names())


def test_every_setting_of_the_example_is_explained_right_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r"(# )?\w+ = ", line)]
    bare = [lines[n] for n in settings if not lines[n - 1].startswith("#") and not lines[n].startswith("port")]
    assert bare == []


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[defaults]\nclaim_limit = 3\nopen_team = true')
    config = load(path, {"WEIXIU_DEFAULTS__CLAIM_LIMIT": "5", "WEIXIU_DEFAULTS__OPEN_TEAM": "false", "HOME": "/"})
    assert (config.defaults.claim_limit, config.defaults.open_team) == (5, False)


def test_the_environment_alone_is_enough() -> None:
    env = {"WEIXIU_TELEGRAM__TOKEN": TOKEN, "WEIXIU_TELEGRAM__OPERATORS": "1001, 1002"}
    assert load(None, env).telegram.operators == (1001, 1002)


def test_a_token_in_the_environment_takes_the_place_of_a_token_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[telegram]\ntoken_file = "nowhere.txt"')
    assert load(path, {"WEIXIU_TELEGRAM__TOKEN": TOKEN}).telegram.token.get_secret_value() == TOKEN


def test_a_token_file_in_the_environment_takes_the_place_of_a_token(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(f"{TOKEN}\n")
    path = written(tmp_path, '[telegram]\ntoken = "1:OLD"')
    config = load(path, {"WEIXIU_TELEGRAM__TOKEN_FILE": "secret.txt"})
    assert config.telegram.token.get_secret_value() == TOKEN


def test_token_and_token_file_together_are_refused_even_in_the_environment(tmp_path: Path) -> None:
    env = {"WEIXIU_TELEGRAM__TOKEN": TOKEN, "WEIXIU_TELEGRAM__TOKEN_FILE": "secret.txt"}
    with pytest.raises(ConfigError, match=r"telegram\.token: is given, and so is telegram\.token_file"):
        load(written(tmp_path, ""), env)


def test_variables_of_the_tests_are_no_settings() -> None:
    env = {"WEIXIU_TELEGRAM__TOKEN": TOKEN, "WEIXIU_TEST_POSTGRES": "x", "WEIXIU_BOT_API_JSON": "y"}
    assert load(None, env) == load(None, {"WEIXIU_TELEGRAM__TOKEN": TOKEN})


def test_a_misspelt_variable_is_refused_with_the_right_spelling() -> None:
    with pytest.raises(ConfigError) as caught:
        load(None, {"WEIXIU_TELEGRAM__TOKEM": TOKEN})
    assert str(caught.value) == "WEIXIU_TELEGRAM__TOKEM: is not a setting; is WEIXIU_TELEGRAM__TOKEN meant?"


def test_a_variable_without_its_section_is_refused_with_the_right_name() -> None:
    with pytest.raises(ConfigError, match="is WEIXIU_TELEGRAM__TOKEN meant"):
        load(None, {"WEIXIU_TOKEN": TOKEN})


def test_a_misspelt_key_in_the_file_is_named_before_what_is_missing_for_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        build({"telegram": {"token": TOKEN, "proxi": ""}, "database": {"url": "x"}}, folder=tmp_path)
    assert str(caught.value) == "telegram.proxi: is not a setting; is telegram.proxy meant?"


def test_an_unknown_section_is_refused(tmp_path: Path) -> None:
    assert str(refusal(tmp_path, weather={"a": 1})) == "weather: is not a setting; see config.example.toml"


def test_a_wrong_variable_is_named_beside_its_setting() -> None:
    with pytest.raises(ConfigError) as caught:
        load(None, {"WEIXIU_TELEGRAM__TOKEN": TOKEN, "WEIXIU_DEFAULTS__CLAIM_LIMIT": "three"})
    assert str(caught.value) == (
        "defaults.claim_limit (from WEIXIU_DEFAULTS__CLAIM_LIMIT): must be a whole number, not 'three'"
    )


@pytest.mark.parametrize(
    ("section", "key", "value", "sentence"),
    [
        ("telegram", "operators", [0], "must be more than 0, not '0'"),
        ("telegram", "operators", 5, "must be a list such as [1001, 1002], not '5'"),
        ("telegram", "operators", ["ann"], "must be a whole number, not 'ann'"),
        ("telegram", "mode", "push", "must be 'polling' or 'webhook', not 'push'"),
        ("telegram", "webhook", "x", "must be a section of its own, in [brackets], not 'x'"),
        ("telegram", "token_file", 5, "cannot be read"),
        ("telegram", "base_url", "https://api.telegram.org", "must be an address that ends in /bot"),
        (
            "telegram",
            "base_file_url",
            "files",
            "must be an address such as https://api.telegram.org/file/bot",
        ),
        ("telegram", "proxy", "127.0.0.1:7890", "must be empty or an address such as http://127.0.0.1:7890"),
        ("telegram", "proxy", "socks5://127.0.0.1:1080", "SOCKS proxies are not supported"),
        ("defaults", "timezone", "China", "is no time zone of the IANA list"),
        ("defaults", "timezone", "../etc/passwd", "is no time zone of the IANA list"),
        ("defaults", "locale", "de", "must be 'zh_CN' or 'en', not 'de'"),
        ("defaults", "digest_time", "24:00", "must be hours and minutes such as \"08:30\", not '24:00'"),
        ("defaults", "digest_time", 830, 'must be hours and minutes such as "08:30"'),
        ("defaults", "claim_limit", 0, "must be 1 or more, not '0'"),
        ("defaults", "claim_limit", 2.5, "must be a whole number, not '2.5'"),
        ("defaults", "open_team", "perhaps", "must be true or false, not 'perhaps'"),
        ("log", "level", "chatty", "must be 'debug', 'info', 'warning' or 'error'"),
        ("log", "format", 5, "must be 'text' or 'json'"),
        ("digest", "grace_minutes", 0, "must be 1 or more"),
    ],
)
def test_a_bad_value_is_refused_in_one_line(
    tmp_path: Path, section: str, key: str, value: object, sentence: str
) -> None:
    settings = {"token": TOKEN} if key != "token_file" else {"token": ""}
    error = refusal(tmp_path, **{section: {**(settings if section == "telegram" else {}), key: value}})
    assert error.setting.startswith(f"{section}.{key}")
    assert sentence in error.sentence or (key == "token_file" and "there is no file" in error.sentence)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("section", "values", "setting"),
    [
        ("telegram", {"token": "CANARY"}, "telegram.token"),
        ("telegram", {"token": "x:CANARY"}, "telegram.token"),
        ("telegram", {"proxy": "ftp://CANARY:CANARY@host"}, "telegram.proxy"),
        ("telegram", {"webhook": {"secret": "CANARY!"}}, "telegram.webhook.secret"),
        ("database", {"url": "mysql://me:CANARY@host/db"}, "database.url"),
        ("security", {"key": "CANARY"}, "security.key"),
        ("security", {"key": [KEYS[0], "CANARY"]}, "security.key"),
        ("telegram", {"token": 5, "tokens": "CANARY"}, "telegram.tokens"),
    ],
)
def test_a_secret_is_not_shown_when_it_is_refused(
    tmp_path: Path, section: str, values: dict[str, Any], setting: str
) -> None:
    error = refusal(tmp_path, **{section: values})
    assert error.setting == setting
    assert "CANARY" not in f"{error} {error!r} {error.__cause__!r} {error.__context__!r}"


def test_a_secret_is_not_shown_by_the_configuration_itself(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        telegram={"proxy": "http://me:CANARY@host:1", "webhook": {"secret": "CANARY"}},
        database={"url": "postgresql://me:CANARY@host/db"},
        security={"key": KEYS},
    )
    assert all(text not in f"{config} {config!r}" for text in [TOKEN, "CANARY", *KEYS])


def test_the_log_is_told_every_secret(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        telegram={"proxy": "http://me:p%40ss@host:1", "webhook": {"secret": "hook"}},
        database={"url": "postgresql://me:word@host/db"},
        security={"key": KEYS},
    )
    assert set(secrets_of(config)) == {TOKEN, "hook", *KEYS, "p%40ss", "p@ss", "word"}


def test_a_configuration_cannot_be_changed(tmp_path: Path) -> None:
    config = configured(tmp_path)
    with pytest.raises(ValidationError, match="frozen"):
        config.telegram.mode = "webhook"  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", "[telegram]", '[telegram]\ntoken = ""'])
def test_a_missing_token_is_asked_for(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"telegram\.token: is missing; put in the token that @BotFather"):
        load(written(tmp_path, text), {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"there is no file .*config\.toml"):
        load(tmp_path / "config.toml", {})


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, {})


def test_broken_toml_is_located(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is not valid TOML: .*line 2"):
        load(written(tmp_path, "[telegram]\ntoken 5"), {})


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes('# 社区\n[telegram]\ntoken = "1:A"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        load(tmp_path / "config.toml", {})


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\ntoken = "1:A"', encoding="utf-8-sig")
    assert load(tmp_path / "config.toml", {}).telegram.token.get_secret_value() == "1:A"


def test_a_section_that_is_no_section_is_named_when_the_environment_adds_to_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="telegram: must be a section"):
        load(written(tmp_path, "telegram = 5"), {"WEIXIU_TELEGRAM__TOKEN": TOKEN})


@pytest.mark.parametrize(
    ("base_url", "file_url"),
    [
        ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot"),
        ("http://127.0.0.1:8081/bot/", "http://127.0.0.1:8081/file/bot"),
        ("http://robot/bot", "http://robot/file/bot"),
        ("https://host/bot{token}/test", "https://host/file/bot{token}/test"),
    ],
)
def test_the_address_of_files_follows_from_that_of_the_methods(tmp_path: Path, base_url: str, file_url: str) -> None:
    assert configured(tmp_path, telegram={"base_url": base_url}).telegram.base_file_url == file_url


def test_the_address_of_files_can_be_given(tmp_path: Path) -> None:
    config = configured(tmp_path, telegram={"base_file_url": "http://files/x/"})
    assert config.telegram.base_file_url == "http://files/x"


def test_a_webhook_needs_its_address_and_secret(tmp_path: Path) -> None:
    assert refusal(tmp_path, telegram={"mode": "webhook"}).setting == "telegram.webhook.url"
    hook = {"url": "https://example.org/weixiu"}
    assert refusal(tmp_path, telegram={"mode": "webhook", "webhook": hook}).setting == "telegram.webhook.secret"


def test_telegram_itself_calls_nothing_but_https(tmp_path: Path) -> None:
    hook = {"mode": "webhook", "webhook": {"url": "http://example.org/weixiu", "secret": "s"}}
    assert "must begin with https" in refusal(tmp_path, telegram=hook).sentence
    local = hook | {"base_url": "http://127.0.0.1:8081/bot"}
    assert configured(tmp_path, telegram=local).telegram.webhook.path == "/weixiu"


def test_a_webhook_without_a_path_is_served_at_the_root(tmp_path: Path) -> None:
    assert configured(tmp_path, telegram={"webhook": {"url": "https://example.org"}}).telegram.webhook.path == "/"


def test_a_webhook_address_with_a_question_mark_is_refused(tmp_path: Path) -> None:
    assert "must be an address" in refusal(tmp_path, telegram={"webhook": {"url": "https://a/b?c"}}).sentence


def test_a_relative_database_lies_beside_the_configuration(tmp_path: Path) -> None:
    path = written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "sqlite:///my.db"')
    database = load(path, {}).database
    assert database.sqlite_path == tmp_path / "my.db"
    assert database.async_url == f"sqlite+direct:///{tmp_path}/my.db"
    assert database.sync_url == f"sqlite:///{tmp_path}/my.db"
    assert database.place == f"{tmp_path}/my.db"


def test_an_absolute_database_lies_where_it_says(tmp_path: Path) -> None:
    config = configured(tmp_path / "elsewhere", database={"url": f"sqlite:///{tmp_path}/my.db"})
    assert config.database.sqlite_path == tmp_path / "my.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_gets_its_driver(tmp_path: Path, scheme: str) -> None:
    database = configured(tmp_path, database={"url": f"{scheme}://me:word@host:5/db?host=/run"}).database
    assert database.async_url == database.sync_url == "postgresql+psycopg://me:word@host:5/db?host=/run"
    assert (database.sqlite_path, database.place) == (None, "postgresql://host:5/db")


@pytest.mark.parametrize(
    "url",
    ["mysql://h/d", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///a.db?mode=ro", "sqlite:///a/",
     "postgresql://host", "postgresql://host/", "postgresql+asyncpg://h/d", "weixiu.db", ""],
)  # fmt: skip
def test_other_databases_are_refused_with_what_is_allowed(tmp_path: Path, url: str) -> None:
    error = refusal(tmp_path, database={"url": url})
    assert error.sentence == "must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"


def test_a_database_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert f"there is no folder {tmp_path / 'data'}" in str(refusal(tmp_path, database={"url": "sqlite:///data/a.db"}))


@pytest.mark.parametrize("text", ["8:05", "08：05", " 08:05 "])
def test_a_time_is_understood_as_people_type_it(tmp_path: Path, text: str) -> None:
    assert configured(tmp_path, defaults={"digest_time": text}).defaults.digest_time == dt.time(8, 5)


def test_a_time_may_be_written_as_toml_writes_times(tmp_path: Path) -> None:
    path = written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[defaults]\ndigest_time = 08:05:30')
    assert load(path, {}).defaults.digest_time == dt.time(8, 5)


def test_a_level_may_be_written_large(tmp_path: Path) -> None:
    assert configured(tmp_path, log={"level": "INFO", "format": "JSON"}).log.level == "info"


def test_keys_from_the_configuration_are_used_and_no_file_is_made(tmp_path: Path) -> None:
    config = configured(tmp_path, security={"key": ",".join(KEYS)})
    assert ensure_keys(config) == [key.encode() for key in KEYS]
    assert list(tmp_path.iterdir()) == []


def test_the_first_start_makes_a_key_that_works_and_the_second_finds_it(tmp_path: Path) -> None:
    config = configured(tmp_path)
    (key,) = ensure_keys(config)
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
    assert ensure_keys(config) == [key]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_a_new_key_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    ensure_keys(configured(tmp_path))
    assert stat.S_IMODE((tmp_path / "weixiu.key").stat().st_mode) == 0o600


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: ensure_keys(configured(tmp_path))[0], range(64)))
    assert len(keys) == 1


def test_no_half_written_key_file_is_left_over(tmp_path: Path) -> None:
    ensure_keys(configured(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} <= {"weixiu.key", "weixiu.key.lock"}


def test_a_key_file_may_hold_older_keys_and_remarks(tmp_path: Path) -> None:
    (tmp_path / "weixiu.key").write_text(f"# new\n{KEYS[1]}\n\n# old\n{KEYS[0]}\n")
    assert ensure_keys(configured(tmp_path)) == [KEYS[1].encode(), KEYS[0].encode()]


@pytest.mark.parametrize("content", ["", "# nothing\n", "CANARY\n", f"{KEYS[0]}\nCANARY"])
def test_a_damaged_key_file_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    (tmp_path / "weixiu.key").write_text(content)
    with pytest.raises(ConfigError, match=r"security\.key_file: .* holds something that is no key") as caught:
        ensure_keys(configured(tmp_path))
    assert "CANARY" not in str(caught.value)
    assert (tmp_path / "weixiu.key").read_text() == content


def test_a_key_file_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"security\.key_file: there is no folder .*nowhere"):
        ensure_keys(configured(tmp_path, security={"key_file": "nowhere/my.key"}))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody can make a file")
def test_a_key_file_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"security\.key_file: /proc/my\.key cannot be made"):
        ensure_keys(configured(tmp_path, security={"key_file": "/proc/my.key"}))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_a_key_file_that_others_can_read_is_warned_about(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "weixiu.key").write_text(KEYS[0])
    (tmp_path / "weixiu.key").chmod(0o644)
    ensure_keys(configured(tmp_path))
    assert "can be read by others" in caplog.text
