"""The backups: whether any are made, and how old the newest is."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.doctor.findings import Finding, good, problem, warning
from bot.storage.upkeep.shelf import backups_in

OLD = timedelta(days=2)


def backup_finding(config: Config, now: datetime) -> Finding:
    """What stands on the shelf, if there is one."""
    folder = config.backup.folder
    if folder is None:
        return warning("backups", "none are made by themselves; name a folder in backup.folder, best on another disk")
    if not folder.is_dir():
        return problem("backups", f"there is no folder {folder}; make it, or connect the disk it is on")
    return _newest(folder, now.astimezone(ZoneInfo(config.defaults.timezone)))


def _newest(folder: Path, now: datetime) -> Finding:
    days = backups_in(folder)
    if not days:
        return warning("backups", f"none in {folder} yet; the first is made as soon as the bot runs")
    newest = max(days)
    found = f"{len(days)} in {folder}, the newest of {newest}"
    if now.date() - newest > OLD:
        return problem("backups", f"{found}; run `weixiu backup` to see why there is no newer one")
    return good("backups", found)
