"""A sheet of goods for the shop: which column is what, and what each row says, or what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bot.domain.shop import LONGEST_NAME, MOST_PRICE, MOST_STOCK
from bot.language.lines.item_line import ItemLine

_HEADS: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"名称|品名|商品|物品|货品|name|item|goods", re.IGNORECASE),
    "per_person": re.compile(r"每人|限[换购兑]|limit|each", re.IGNORECASE),
    "cost": re.compile(r"花费|进价|成本|金额|cost|paid", re.IGNORECASE),
    "price": re.compile(r"积分|分值|兑换分|points|price", re.IGNORECASE),
    "stock": re.compile(r"现有|剩余|on hand|left", re.IGNORECASE),
    "count": re.compile(r"进货|数量|库存|bought|purchase|count|quantity|stock", re.IGNORECASE),
    "unit": re.compile(r"单位|unit", re.IGNORECASE),
}
"""By what stands in a head, in the order it is looked for; what is on hand is shown to people, and not read."""
_WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?\s*\D{0,4}")
_MONEY = re.compile(r"[¥¥$]?\s*(\d{1,7}(?:\.\d{1,2})?)\d*\s*\D{0,4}")
LONGEST_UNIT = 8


class RowTrouble(StrEnum):
    """Why a row was not taken."""

    NAME = "name"
    """None, or too long."""
    PRICE = "price"
    COUNT = "count"
    LIMIT = "limit"
    COST = "cost"
    UNIT = "unit"
    TWICE = "twice"
    """The same goods stand further up."""
    INCOMPLETE = "incomplete"
    """New goods need their price and their number."""


class Goods(NamedTuple):
    """What a sheet says: the rows that can be taken, and the others by their number in the sheet."""

    good: tuple[ItemLine, ...]
    wrong: tuple[tuple[int, RowTrouble], ...]


def read_goods(rows: Sequence[Sequence[str]]) -> Goods | None:
    """The goods of a sheet; None: no row of it names the columns."""
    head = next((at for at, row in enumerate(rows) if {"name", "price"} <= _columns(row).keys()), None)
    if head is None:
        return None
    columns = _columns(rows[head])
    good: list[ItemLine] = []
    wrong: list[tuple[int, RowTrouble]] = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        if not any(cell.strip() for cell in row):
            continue
        found = _row({name: row[at].strip() if at < len(row) else "" for name, at in columns.items()})
        if isinstance(found, ItemLine) and found.name.casefold() in {line.name.casefold() for line in good}:
            found = RowTrouble.TWICE
        if isinstance(found, RowTrouble):
            wrong.append((number, found))
        else:
            good.append(found)
    return Goods(tuple(good), tuple(wrong))


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = next((name for name, pattern in _HEADS.items() if pattern.search(cell)), None)
        if name is not None:
            found.setdefault(name, at)
    return found


def _row(cells: Mapping[str, str]) -> ItemLine | RowTrouble:
    name = " ".join(cells["name"].split())
    if not 0 < len(name) <= LONGEST_NAME:
        return RowTrouble.NAME
    limits = {
        "price": (RowTrouble.PRICE, 1, MOST_PRICE),
        "count": (RowTrouble.COUNT, 0, MOST_STOCK),
        "per_person": (RowTrouble.LIMIT, 1, MOST_STOCK),
    }
    numbers: dict[str, int | None] = {}
    for column, (trouble, least, most) in limits.items():
        numbers[column] = _whole(cells.get(column, ""))
        said = numbers[column]
        if cells.get(column) and (said is None or not least <= said <= most):
            return trouble
    money = _MONEY.fullmatch(cells.get("cost", ""))
    if cells.get("cost") and money is None:
        return RowTrouble.COST
    if len(cells.get("unit", "")) > LONGEST_UNIT:
        return RowTrouble.UNIT
    return ItemLine(
        name=name,
        price=numbers["price"],
        count=numbers["count"],
        unit=cells.get("unit") or None,
        per_person=numbers["per_person"],
        cost=None if money is None or not numbers["count"] else int(Decimal(money[1]) * 100),
    )


def _whole(cell: str) -> int | None:
    match = _WHOLE.fullmatch(cell)
    return None if match is None else int(match[1])
