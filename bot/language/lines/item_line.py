"""One line about goods of the shop: 毛巾 20分 30条 每人2, 毛巾 +10 进价85元, 毛巾 25分, 毛巾 下架."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

LONGEST_LINE = 120
_UNITS = (
    "条|个|只|件|套|瓶|包|袋|盒|把|台|支|双|块|张|份|本|卷|桶|床|箱|罐|提|根|顶|盆|棵|枚|节|对|副|斤|筒|粒|"
    "pieces|piece|pcs|pc|bottles|bottle|packs|pack|boxes|box|sets|set|pairs|pair"
)
_PARTS = {
    "cost": r"(?:(?:进价|进货|花了?|成本|cost)\s*[¥¥$]?\s*(?P<cost>\d{1,7}(?:\.\d{1,2})?)\s*(?:元|块钱|块|yuan)?"
    r"|[¥¥](?P<yuan>\d{1,7}(?:\.\d{1,2})?)|(?P<paid>\d{1,7}(?:\.\d{1,2})?)\s*(?:元|块钱))",
    "limit": rf"(?:每人(?:最多|限[换购]?|可换)?\s*(?P<limit>\d{{1,6}})\s*(?:{_UNITS})?"
    r"|(?:limit|max)\s*(?P<most>\d{1,6})(?:\s*(?:each|per person))?)",
    "price": r"(?:(?P<price>\d{1,6})\s*(?:积分|分|points|point|pts))",
    "more": rf"(?:(?:\+|加|补)\s*(?P<more>\d{{1,6}})\s*(?P<more_unit>{_UNITS})?)",
    "count": rf"(?:(?:库存|数量|共|stock)\s*(?P<stock>\d{{1,6}})\s*(?P<stock_unit>{_UNITS})?"
    rf"|(?P<count>\d{{1,6}})\s*(?P<unit>{_UNITS}))",
    "off": r"(?P<off>下架|不换了|off the shelf|take off)",
    "on": r"(?P<on>上架|重新上架|on the shelf|put back)",
}
_EDGES = " ,,、;;::。."
"""What may stand around the parts and means nothing."""
_BETWEEN = r"[\s,,、;;::]*"
_PART = re.compile(rf"{_BETWEEN}(?:{'|'.join(_PARTS.values())})(?![A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True)
class ItemLine:
    """What somebody said about one kind of goods; None: they did not say."""

    name: str
    price: int | None = None
    count: int | None = None
    """How many there are of something new."""
    more: int | None = None
    """How many have come to those that are there."""
    unit: str | None = None
    per_person: int | None = None
    cost: int | None = None
    """What the purchase cost altogether, in fen."""
    on_shelf: bool | None = None


def read_item_line(text: str) -> ItemLine | None:
    """What the line says; None: it is about something else.

    The name comes first and may hold digits (5号电池); from where the first part begins, all has to be parts.
    """
    line = normalize("NFKC", text).strip()
    if not line or len(line) > LONGEST_LINE or "\n" in line:
        return None
    for match in _PART.finditer(line):
        name = line[: match.start()].strip(_EDGES)
        said = _parts(line, match.start()) if name else None
        if said is not None:
            return _item(name, said) if said else None
    return None


def _parts(line: str, start: int) -> dict[str, str] | None:
    """Everything from here to the end, part by part; None: something is no part; nothing: a part was said twice."""
    said: dict[str, str] = {}
    while start < len(line):
        match = _PART.match(line, start)
        if match is None:
            return None if line[start:].strip(_EDGES) else said
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        if found.keys() & said.keys():
            return {}
        said |= found
        start = match.end()
    return said


def _item(name: str, said: dict[str, str]) -> ItemLine:
    def number(*names: str) -> int | None:
        return next((int(said[each]) for each in names if each in said), None)

    cost = next((Decimal(said[each]) for each in ("cost", "yuan", "paid") if each in said), None)
    return ItemLine(
        name=" ".join(name.split()),
        price=number("price"),
        count=number("count", "stock"),
        more=number("more"),
        unit=next((said[each] for each in ("unit", "stock_unit", "more_unit") if each in said), None),
        per_person=number("limit", "most"),
        cost=None if cost is None else int(cost * 100),
        on_shelf=True if "on" in said else False if "off" in said else None,
    )
