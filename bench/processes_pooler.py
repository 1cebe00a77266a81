"""pgbouncer in transaction mode before a PostgreSQL server, as larger installations have it."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.clock import Clock

PORT = 6432
START_SECONDS = 10.0
SETTINGS = """
[databases]
* = host={server} user=postgres

[pgbouncer]
unix_socket_dir = {folder}
listen_addr =
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 12
max_client_conn = 400
logfile = {folder}/pgbouncer.log
"""


@contextmanager
def pgbouncer(url: str) -> Iterator[Callable[[str], str]]:
    """A pooler before the server that `url` names a database of; turns such addresses into those behind the pooler.

    Raises:
        FileNotFoundError: it is not installed.
    """
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise FileNotFoundError("pgbouncer is not installed")
    (server,) = parse_qs(urlsplit(url).query)["host"]
    folder = Path(tempfile.mkdtemp(prefix="weixiu-pooler-"))
    folder.chmod(0o777)
    settings = folder / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(server=server, folder=folder, port=PORT), encoding="utf-8")
    # It refuses to run as root, and the server's socket is its owner's alone.
    user = ["-u", Path(server).owner()] if os.geteuid() == 0 else []
    command = [program, "-q", *user, str(settings)]
    with subprocess.Popen(command) as process:  # noqa: S603 - the arguments are our own
        try:
            _until_it_listens(folder / f".s.PGSQL.{PORT}")
            yield lambda address: f"{address.partition('?')[0]}?host={folder}&port={PORT}"
        finally:
            process.terminate()
    shutil.rmtree(folder, ignore_errors=True)


def _until_it_listens(path: Path) -> None:
    clock = Clock()
    deadline = clock.monotonic() + START_SECONDS
    while not _listens(path):
        if clock.monotonic() > deadline:
            raise TimeoutError("pgbouncer did not start")
        threading.Event().wait(0.05)


def _listens(path: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as one:
        one.connect(str(path))
        return True
    return False
