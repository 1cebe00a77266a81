"""The machine: the key's file, the space on the disk, the time zones."""

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from pylopdf_fonts_zh_cn import sans_path

from bot.config import Config, ConfigError, present_keys
from bot.doctor.findings import Finding, good, problem, warning

LITTLE_SPACE = 1 << 30
NO_SPACE = 100 << 20
MEBIBYTE = 1 << 20
MISSING_FONT = "the Chinese font of paper is missing; run: pip install --force-reinstall pylopdf-fonts-zh-cn"


def key_findings(config: Config, *, needed: bool) -> Iterator[Finding]:
    """Whether there is a key, and whether it is kept from others; `needed`: the database was sealed with one."""
    file = config.security.key_file
    if not config.security.key and not file.exists() and not needed:
        yield warning("key", f"{file} does not exist yet; it is made at the first start, keep a copy of it then")
        return
    try:
        keys = present_keys(config)
    except ConfigError as error:
        yield problem("key", str(error))
        return
    if len(keys) > 1:
        yield warning("old keys", f"{len(keys) - 1} beside the present one; `weixiu keys prune` says when they may go")
    if config.security.key:
        yield good("key", "given by security.key")
    elif os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield problem("key", f"{file} can be read by others; run: chmod 600 {file}")
    else:
        yield good("key", f"{file}, readable by its owner alone")


def disk_finding(folder: Path) -> Finding:
    """Whether there is room for the database to grow."""
    return space_finding(shutil.disk_usage(folder).free, folder)


def space_finding(free: int, folder: Path) -> Finding:
    """Whether so many free bytes are enough."""
    sentence = f"{free // MEBIBYTE} MiB free in {folder}"
    if free < NO_SPACE:
        return problem("disk", f"{sentence}; make room before the database cannot be written any more")
    return warning("disk", f"{sentence}; make room soon") if free < LITTLE_SPACE else good("disk", sentence)


def secrecy_finding(config: Config, file: Path) -> Finding:
    """Whether the token is kept from others: in the configuration, or in the file that it names."""
    for place in (file, config.telegram.token_file):
        if place is not None and _shows(place, config.telegram.token.get_secret_value()):
            return warning("configuration", f"{place} holds the token and others can read it; run: chmod 600 {place}")
    return good("configuration", "can be read")


def _shows(file: Path, secret: str) -> bool:
    """Whether others can read this secret there."""
    if os.name != "posix" or not file.is_file() or not stat.S_IMODE(file.stat().st_mode) & 0o077:
        return False
    return secret in file.read_text(encoding="utf-8", errors="replace")


def zone_findings(zones: Iterable[str]) -> Iterator[Finding]:
    """Whether the data of each time zone in use is there."""
    names = sorted(set(zones))
    unknown = [name for name in names if not _is_known(name)]
    for name in unknown:
        yield problem("time zone", f"there is no data for {name}; install the package tzdata")
    if not unknown:
        yield good("time zone", ", ".join(names))


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def font_finding(find: Callable[[], Path] = sans_path) -> Finding:
    """Whether the font of posters, certificates and bulletins came along."""
    try:
        font = find()
    except (OSError, ImportError) as error:
        return problem("font", f"{MISSING_FONT} ({error})")
    return good("font", font.name) if font.is_file() else problem("font", MISSING_FONT)
