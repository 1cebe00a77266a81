"""Opening the vault of a database: its hash keys are made with the first opening."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Secret
from bot.storage.ground.engine import Database
from bot.storage.ground.upsert import insert_into
from bot.storage.ground.vault import HASH_KEYS, INDEX_KEY, LEDGER_KEY, Sealer, Vault, new_hash_key


async def open_vault(database: Database, keys: Sequence[bytes]) -> Vault:
    """The vault of this database under the operator's keys.

    Raises:
        WrongKeyError: the database was sealed with other keys.
    """
    sealer = Sealer(keys)
    async with AsyncSession(database.writer) as session, session.begin():
        fresh = [{"name": name, "value": sealer.seal(new_hash_key())} for name in HASH_KEYS]
        await session.execute(
            insert_into(session, Secret).values(fresh).on_conflict_do_nothing(index_elements=["name"])
        )
        rows = {row.name: row.value for row in await session.scalars(select(Secret))}
    known = {name: bytes.fromhex(sealer.open(rows[name])) for name in HASH_KEYS}
    return Vault(keys, index_key=known[INDEX_KEY], ledger_key=known[LEDGER_KEY])
