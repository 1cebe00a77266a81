"""What the program is installed with: files that are named are there, settings exist, nothing has rights to spare."""

import fnmatch
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import PREFIX, names
from bot.counts import Counts, Happening, Sign
from bot.domain.ids import CommunityId
from bot.domain.life import ClaimState
from bot.models.outbox import Lane, OutState
from bot.storage.upkeep.pulse import LaneLoad, Pulse
from bot.watching.exposition import LogTally, exposed

ROOT = Path(__file__).parents[2]
COMPOSED = [ROOT / "compose.yaml", ROOT / "compose.postgres.yaml"]
UNIT = ROOT / "deploy/weixiu.service"
MOST_EXPOSED = 2.0
PORT = "9464"
NOT_OURS = ("WEIXIU_OPERATORS", "WEIXIU_PROXY", "WEIXIU_DOMAIN", "WEIXIU_DB_PASSWORD", "WEIXIU_WEBHOOK_SECRET")
"""What whoever composes says, from which the settings are made."""


def settings_in(text: str) -> set[str]:
    return {
        found.removeprefix(PREFIX).lower().replace("__", ".")
        for found in re.findall(r"\bWEIXIU_\w+", text)
        if found not in NOT_OURS
    }


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's, continued lines put together."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def copied() -> list[str]:
    """What the image is built from."""
    return [
        word for name, rest in instructions() if name == "COPY" and "--from" not in rest for word in rest.split()[:-1]
    ]


def test_the_image_is_built_from_what_is_there_and_runs_without_root() -> None:
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    assert [one for one in copied() if not (ROOT / one).exists()] == []
    assert [one for one in copied() if not any(fnmatch.fnmatch(one, pattern) for pattern in let_in)] == []
    stages = [rest for name, rest in instructions() if name == "FROM"]
    assert len(stages) == 2
    assert len({stage.split()[0] for stage in stages}) == 1, "the interpreter is the one the libraries were built with"
    last = dict(instructions())
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last["USER"])
    assert json.loads(last["ENTRYPOINT"]) == ["weixiu"]
    assert f"127.0.0.1:{PORT}/healthz" in last["HEALTHCHECK"]
    assert f"{PREFIX}METRICS__PORT={PORT}" in last["ENV"]
    assert settings_in(last["ENV"]) <= set(names())
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.findall(r'^(?:readme = |license-files = \[)"([^"]+)"', project, re.MULTILINE)
    assert set(needed) | {"bot", "migrations", "pyproject.toml"} <= set(copied()), "the build backend reads them"


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.name)
def test_what_is_composed_has_no_rights_to_spare(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    composed: dict[str, Any] = yaml.safe_load(text)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert settings_in(text) <= set(names())
    for name, service in composed["services"].items():
        assert re.search(r":\d+\.\d+", service["image"]), f"{name}: the image's version is named"
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"] != "0:0" or service["cap_add"] == ["NET_BIND_SERVICE"], name
        assert service["healthcheck"], name
        assert "restart" in service, name
        assert set(service.get("secrets", ())) <= set(composed["secrets"]), name
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in composed["volumes"] or (ROOT / source).is_file(), volume
        assert set(service.get("depends_on", ())) <= set(composed["services"]), name
        if "build" in service:
            assert service["image"] == f"weixiu:{version}"
            assert f"127.0.0.1:{PORT}/healthz" in str(service["healthcheck"]) or service["command"] == ["migrate"]
    public = [port for service in composed["services"].values() for port in service.get("ports", ())]
    assert public in ([], ["80:80", "443:443"]), "figures and database are for nobody outside"


def test_the_proxy_lets_in_what_telegram_delivers_and_nothing_else() -> None:
    caddy = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    composed = yaml.safe_load((ROOT / "compose.postgres.yaml").read_text(encoding="utf-8"))
    url = composed["services"]["bot"]["environment"]["WEIXIU_TELEGRAM__WEBHOOK__URL"]
    assert f"path /{url.rpartition('/')[2]}\n" in caddy
    assert "port 8443" in caddy
    assert "respond 404" in caddy
    assert "metrics" not in caddy


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_takes_the_unit_and_finds_it_little_exposed(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert "ExecStart=/opt/weixiu/bin/weixiu run --config /var/lib/weixiu/config.toml\n" in text
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace("/opt/weixiu/bin/weixiu", sys.executable), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", unit], capture_output=True, text=True, check=False
    )
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert found is not None, judged
    assert float(found[1]) <= MOST_EXPOSED


def every_figure() -> str:
    """A page on which each figure has a value."""
    counts, log = Counts(), LogTally()
    for what in Happening:
        counts.add(what, "put_aside")
    for sign in Sign:
        counts.give(sign, 0)
    log.sums["error", "tick.failed"] = 1
    lanes = dict.fromkeys(Lane, LaneLoad(0, 0.0))
    pulse = Pulse(0, 0.0, lanes, 0.0, {OutState.UNKNOWN: 0}, {ClaimState.HELD: 0}, 0, {CommunityId(1): 1})
    return exposed(pulse, counts, instant=0, budget={"all": 0.0}, log=log, backup_age=0.0).decode()


def test_every_alert_asks_for_a_figure_and_a_label_that_there_is() -> None:
    page = every_figure()
    rules = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    assert len(rules) > 8
    for rule in rules:
        for name, label in re.findall(r"(weixiu_\w+)(?:\{([^}]*)\})?", rule["expr"]):
            assert re.search(rf"^{name}[ {{]", page, re.MULTILINE), (rule["alert"], name)
            assert not label or re.search(rf"^{name}\{{[^}}]*{re.escape(label)}", page, re.MULTILINE), (name, label)
        assert set(rule["labels"]) == {"severity"}
        assert " · " in rule["annotations"]["summary"]
