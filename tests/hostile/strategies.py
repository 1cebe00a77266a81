"""What may come in: texts of every script and of none, JSON of every shape, updates with something wrong in them."""

import copy
import os
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

THOROUGHNESS = int(os.environ.get("WEIXIU_TEST_THOROUGHNESS", "1"))
"""How many times as many examples as the suite has time for. The suite always tries the same ones; more are chance."""
Json = Any
Path = tuple[str | int, ...]

ODD_TEXTS = (
    "",
    " ",
    "\n",
    "\x00",
    "\ud800",
    "a\udfffb",
    "\u202e微修",
    "\u2066\u2067\u061c",
    "\u200b\u200d\ufeff",
    "\u3164",
    "\ue000\uffff",
    "👩‍👩‍👧‍👦🏽",
    "مرحبا",
    "e\u0301" * 40,
    "１３８００１３８０００",
    "٣٤٥",
    "<b>",
    "</a>&lt;&#0;<script>",
    '"><a href="tg://user?id=1">',
    "%s %(name)s {{7*7}} {0}",
    "=1+1",
    "'; DROP TABLE repair_order; --",
    "\\",
    "#1001 我来",
    "/order",
    "@weixiu_bot",
    "x" * 5000,
    "修" * 4096,
)
HUGE = (2**31, 2**53, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30, 10**400)


def thorough(examples: int) -> Callable[[Any], Any]:
    """So many examples in the suite, and as many times more as the command asks for; the town is shared by them."""
    return settings(
        max_examples=examples * THOROUGHNESS,
        derandomize=THOROUGHNESS == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Anything that a string can hold, half characters too."""
    return st.one_of(st.sampled_from(ODD_TEXTS), st.text(max_size=most), st.text(st.characters(), max_size=most))


def clean_texts(most: int = 40) -> st.SearchStrategy[str]:
    """What somebody can really send: Telegram takes no half characters and puts spaces for control characters."""
    return texts(most).map(as_telegram_takes_it).filter(lambda text: bool(text.strip()))


def as_telegram_takes_it(text: str) -> str:
    """The text without what Telegram lets nobody send."""
    kept = (" " if ord(char) < 32 and char != "\n" else char for char in text if not 0xD800 <= ord(char) < 0xE000)
    return "".join(kept)[:4000]


def nested(depth: int) -> Json:
    """An object in an object in an object."""
    inner: Json = {}
    for _ in range(depth):
        inner = {"message": inner}
    return inner


def scalars() -> st.SearchStrategy[Json]:
    """Everything in JSON that holds nothing else."""
    numbers = st.one_of(st.integers(), st.sampled_from(HUGE), st.floats(allow_nan=False, allow_infinity=False))
    return st.one_of(st.none(), st.booleans(), numbers, texts())


def values() -> st.SearchStrategy[Json]:
    """Any JSON, some of it very deep."""
    keys = st.sampled_from(("id", "from", "chat", "message", "text", "data", "type", "date")) | texts(8)
    return st.one_of(
        st.recursive(
            scalars(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
            max_leaves=6,
        ),
        st.just(nested(40)),
    )


def paths(value: Json, at: Path = ()) -> Iterator[Path]:
    """Where something stands in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*at, key)
        yield from paths(inner, (*at, key))


def changed(value: Json, path: Path, change: Callable[[Json, str | int], None]) -> Json:
    """A copy of the value, changed in one place, if that is still there."""
    new = copy.deepcopy(value)
    holder: Json = new
    for key in path[:-1]:
        holder = holder[key] if _has(holder, key) else None
    if _has(holder, path[-1]):
        change(holder, path[-1])
    return new


def _has(holder: Json, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and key < len(holder)
    return isinstance(holder, dict) and key in holder


@st.composite
def spoilt(draw: st.DrawFn, good: Json) -> Json:
    """A good body with one to three things taken out or put in another's place."""
    body = good
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(paths(good))))
        new = draw(values() | st.none())
        out = draw(st.booleans())

        def change(holder: Json, key: str | int, *, new: Json = new, out: bool = out) -> None:
            if out:
                del holder[key]
            else:
                holder[key] = new

        body = changed(body, path, change)
    return body


PLACES = ("2号楼2单元", "5号楼", "3幢1单元", "二号楼", "A座", "小区门口", "Building 2 Unit 2", "2#", "第3栋")
FAULTS = (
    "灯不亮",
    "马桶堵住了",
    "卧室门框开裂",
    "水管漏水",
    "lamp broken",
    "<b>锁</b>坏了",
    "=HYPERLINK(1)坏了",
    "🔧 & 🚿",
)
EXTRAS = (
    "木工",
    "2人",
    "加急",
    "紧急",
    "小修",
    "明天下午",
    "周六上午10点",
    "urgent",
    "needs 2 people",
    "谢谢",
    "@a_bot",
    "#1",
)
PHONES = ("13800138000", "139-1234-5678", "138 0013 8000", "+86 13800138000", "１３８００１３８０００", "0532-88881234")
NAMES = ("刘运京", "王阿姨", "欧阳小明", "李师傅", "张先生")
FLATS = ("1401", "302", "1203室")
SEPARATORS = (" ", "  ", "\n", "，", "、", "；", ", ", " \u200b ", "\u3000")


@st.composite
def order_lines(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A line of real words in any order with rubbish between them, and what of it nobody in the group may read.

    The flat stands behind its building and the name beside the phone: elsewhere nobody could tell what they are.
    """
    flat, name, phone = draw(st.sampled_from(FLATS)), draw(st.sampled_from(NAMES)), draw(st.sampled_from(PHONES))
    building = draw(st.sampled_from(tuple(place for place in PLACES if place.endswith(("单元", "号楼", "幢", "#")))))
    parts = [f"{building}{flat}", draw(st.sampled_from(FAULTS)), f"{name} {phone}"]
    parts += draw(st.lists(st.sampled_from(EXTRAS), max_size=3, unique=True))
    line = draw(st.sampled_from(SEPARATORS)).join(draw(st.permutations(parts)))
    return as_telegram_takes_it(line), (flat.removesuffix("室"), name, phone)


def any_lines() -> st.SearchStrategy[str]:
    """What somebody may type for an order: words that mean something, and everything else."""
    words = st.sampled_from((*PLACES, *FAULTS, *EXTRAS, *PHONES, *NAMES, *FLATS, *SEPARATORS))
    mixed = st.lists(words | texts(6), max_size=12)
    return st.one_of(mixed.map("".join), mixed.map(" ".join), texts(200))
