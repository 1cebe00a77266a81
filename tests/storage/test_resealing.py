"""A new key: everything sealed is found, sealed anew while the bot works, and nothing is unreadable meanwhile."""

import base64

import pytest
from sqlalchemy import JSON, LargeBinary, String, Text, select, text

from bot.domain.ids import CommunityId
from bot.models import Base
from bot.storage.ground.vault import Sealer, WrongKeyError
from bot.storage.upkeep.invariants import breaches
from bot.storage.upkeep.resealing import Place, sealed_tables, stale_rows
from bot.usecases.upkeep.rekeying import reseal_page
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_privacy import lived_through
from tests.town import KEY, Town

NEW = base64.urlsafe_b64encode(b"n" * 32)
OTHER = base64.urlsafe_b64encode(b"o" * 32)
TOKEN = "gAAAAA"
"""How everything begins that Fernet seals (https://github.com/fernet/spec: version 0x80, and a year before 2106)."""


async def sealed_values(town: Town) -> list[bytes]:
    """All that is sealed in the database; and nothing is, where nobody would look for it."""
    found = []
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        for table in Base.metadata.sorted_tables:
            rows = (await tx.session.execute(select(table))).mappings().all()
            for column in table.columns:
                values = [row[column.name] for row in rows if row[column.name] is not None]
                if isinstance(column.type, LargeBinary):
                    found += values
                elif isinstance(column.type, String | Text | JSON):
                    assert [value for value in values if TOKEN in str(value)] == [], f"{table.name}.{column.name}"
    return found


def opened_by(key: bytes, values: list[bytes]) -> int:
    return sum(Sealer([key]).is_fresh(value) for value in values)


@AT_LENGTH_ON_POSTGRESQL
async def test_a_new_key_takes_over_while_people_work_whatever_breaks_it_off(town: Town) -> None:
    await lived_through(town)
    values = await sealed_values(town)
    assert opened_by(KEY, values) == len(values) > 30
    town.vault.source = lambda: [NEW, KEY]
    other_process = {"name": Sealer([NEW]).seal("书记大人")}  # it heard of the new key before this one
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(text("UPDATE person SET name = :name WHERE id = 1"), other_process)
    await town.order("8号楼 门锁坏了 王阿姨 13700137000")
    assert town.vault.keys == (NEW.decode(), KEY.decode())
    broken_off: Place | None = Place()
    for _ in range(len(sealed_tables()) // 2):
        assert broken_off is not None
        broken_off = (await reseal_page(broken_off, uow=town.weixiu.uow, now=town.clock.now())).goes_on
    values = await sealed_values(town)
    assert 0 < opened_by(NEW, values) < len(values)
    assert all(town.vault.open(value) is not None for value in values), "no row is unreadable at any time"
    lost = {"lost": Sealer([OTHER]).seal("?")}  # no key opens it: it holds nobody up, and stays for whoever finds one
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(text("UPDATE repair_order SET paused_note = :lost WHERE number = 1001"), lost)
    while town.weixiu.ticks.rekeying.place is not None:
        await town.tick()
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await stale_rows(tx) == {}
        assert await breaches(tx, CommunityId(1)) == []
    town.vault.source = lambda: [NEW]
    await town.tick()
    await town.people["安"].taps("我来修", under=town.card_of(1002))
    assert "13700137000" in town.people["安"].screen
    values = await sealed_values(town)
    assert opened_by(NEW, values) == len(values) - 1


def test_keys_among_which_the_present_one_is_missing_are_not_taken_up() -> None:
    sealer = Sealer([KEY])
    sealer.source = lambda: [OTHER, NEW]
    assert not sealer.take_up_keys()
    assert Sealer([KEY]).is_fresh(sealer.seal("x"))
    with pytest.raises(WrongKeyError):
        sealer.open(Sealer([OTHER]).seal("x"))
