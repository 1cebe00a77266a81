"""What the program asks of its database, listened to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.town import Town

LOOKS = ("FROM chat_pause", "outbox.state = 'owed'")
"""How the postman asks whether there is something for it: as often as it likes."""


@contextmanager
def statements(town: Town) -> Iterator[list[str]]:
    """What the program asks of its database while the block lasts."""
    heard: list[str] = []
    database = town.weixiu.uow.database

    def hear(_connection: object, _cursor: object, statement: str, *_more: Any) -> None:
        if not any(look in statement for look in LOOKS):
            heard.append(statement)

    # PostgreSQL's reader is the writer with another option: who listens to the one hears the other.
    engines = [database.writer.sync_engine, *([database.reader.sync_engine] if database.is_sqlite else [])]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", hear)
