"""Where it is: building, unit and floor that everybody may read, and the flat that only some may."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.language.letters.numbers import NUMERALS, digits_of
from bot.language.letters.script import HAN, HOLE, fold
from bot.language.letters.spots import BOUNDARY, FoundAddress
from bot.language.needs.faults import FAULT_WORDS
from bot.language.whereabouts.english_addresses import find_english

_NUM = rf"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,5}})"
_NAMED = rf"(?:[A-Za-z甲乙丙丁东西南北]-?{_NUM}|{_NUM}[A-Za-z甲乙丙丁]?|[A-Za-z])"
_MANY = rf"{_NAMED}(?:[、和与及到至~-]{_NAMED})*"
_GAP = r"[\s,、-]{0,3}(?:的(?=\s*第?[^\s]{1,3}(?:单元|门|层|楼|室)))?第?"
_FLAT_AHEAD = r"[0-9]{3,4}(?![0-9])"

_ESTATE = (
    rf"(?:(?P<estate>[{HAN}0-9]{{0,10}}?(?:小区|社区|花园|家园|新村|公寓|大院|号院|苑|园|村|城|湾|庭|府|郡|[东西南北中]区"
    rf"|[一二三四五六七八九十0-9][区期]|(?:路|街|巷|道)[0-9]{{1,4}}号院?|院|街|路|巷|胡同|大道))\s*)?"
)
_BUILDING = (
    rf"第?(?P<building>{_MANY})\s*(?P<kind>号公寓楼?|号[楼搂]|(?:#|幢|栋)(?:楼(?![道梯上下顶门前后里内外]))?|座(?![椅位机便])|楼(?=\s*{_NUM}单元)"
    rf"|弄(?:\s*{_NUM}号)?|号(?=\s*{_NUM}单元|[-\s]*{_FLAT_AHEAD}|[,\s]|$))"
    rf"(?P<more>\s*[、和与及到至~-]\s*{_NAMED}(?:号楼|#楼?|幢|栋|座))*"
    r"(?P<between>(?<=[楼幢栋座#])(?:之间|中间)(?![单门]))?"
)
_UNIT = (
    rf"{_GAP}(?:(?P<unit>{_NUM}|[A-Za-z])\s*(?P<door>单元|门(?=\s*[0-9]{{3}}))"
    rf"|(?P<dashed>[0-9]{{1,2}})(?=-[0-9]{{2,4}}))"
)
_FLOOR = rf"{_GAP}(?P<floor>{_NUM})(?P<level>层|楼(?![0-9A-Za-z]*单元))"
_COUNTED = r"号楼|#|幢|栋|单元|伏|瓦|度|元|块|年|月|日|天|米|厘米|毫米|公分|个|人|斤|点|分|%|[vVwW]\b"
_NOT_COUNTED = rf"(?![0-9.]|[-/][0-9]{{1,2}}[-/])(?!\s*(?:{_COUNTED}))"
_DOOR_NUMBER = r"(?:[A-Za-z]?[0-9]{3,4}[A-Za-z]?|[0-9][A-Za-z][0-9]{2})"
_FLAT = (
    rf"{_GAP}#?(?P<flat>{_DOOR_NUMBER}(?:\s*[、和与及/]\s*{_DOOR_NUMBER})*{_NOT_COUNTED}|[〇零一二两三四五六七八九]{{3,4}}"
    rf"(?![{NUMERALS}])|[一二三]?十[一二三四五六七八九]?零[一二三四五六七八九]"
    rf"(?![{NUMERALS}])|{_NUM}(?=室)|(?<=单元)[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9])|(?<=单元-)[0-9]{{1,2}}(?![0-9])"
    rf"|(?<=[0-9]-)[0-9]{{2}}(?![0-9])|[东西南北中左右]{{1,2}}[户室])(?:\s*(?:号房间?|房间|室|户)|房(?![门东屋租顶])|号(?![楼院线]))?"
)
_TIE = rf"(?:\s*(?:家(?![具电用庭长属装政])(?:里|中)?的?|的)(?=[^{BOUNDARY}])|家(?=[{BOUNDARY}]|$))?"
_LEAD = r"(?:(?:(?:我们家|我家|我|家)?(?:住址|地址|位于|住|家)?(?:在|是)?|at|in|for)\s*)??"

_CHINESE = re.compile(
    rf"(?<![0-9A-Za-z.])(?!\s){_LEAD}{_ESTATE}(?:{_BUILDING}(?:{_UNIT})?|(?P<only>{_NUM})单元)(?:{_FLOOR})?(?:{_FLAT})?{_TIE}"
)
_COMPACT = re.compile(
    rf"(?<![^{BOUNDARY}])(?P<building>[0-9]{{1,3}})(?:[-/#]-?(?P<unit>[0-9]{{1,2}})[-/](?P<flat>[A-Za-z]?[0-9]{{2,4}}[A-Za-z]?)"
    rf"|[-/#]-?(?P<door>[A-Za-z]?[0-9]{{3,4}}[A-Za-z]?))(?![-/.0-9])(?:室|户|房间)?{_TIE}"
)
_LONE_FLAT = re.compile(
    rf"(?P<flat>(?<![0-9A-Za-z.-]){_DOOR_NUMBER})(?:室|号房间?|房间|户(?![停都居业断]))(?![外内温]){_TIE}|(?<![^{BOUNDARY}])"
    rf"(?P<bare>{_DOOR_NUMBER})家?(?=[{BOUNDARY}]|$)"
)
_PLACE = re.compile(
    rf"(?P<place>[{HAN}]{{0,6}}?(?:小区|社区|大院|院子|院内|广场|花园|公园|停车场|车库|车棚|活动室|活动中心|居委会|门岗|岗亭"
    rf"|健身区|游乐场|操场|垃圾站|垃圾房|配电室|水泵房|路口|公厕|门口|物业|服务站|党群中心|凉亭)"
    rf"(?:[东西南北大正后侧]{{0,2}}门口?)?(?:旁边|旁|附近|里面|里|外面|外|内|前面|前|后面|后|对面|[东西南北]侧)?)"
    rf"的?(?=[{BOUNDARY}]|$)"
)
_PLACE_SAID = re.compile(
    rf"(?P<place>[{HAN}]{{0,4}}?(?:小区|社区|大院|院子|物业|居委会)[东西南北大正后]{{0,2}}(?:门口|门))"
)
_COMMA = re.compile(rf"[\n,、;。!?:.{HOLE}][ \t]*$")
_NOTHING = f" \t\r\n,;{HOLE}"
_BEGINNING = re.compile(rf"[{BOUNDARY}{HOLE}]$")
_ENDING = re.compile(rf"[{BOUNDARY}{HOLE}]")
_SPELT = {"号搂": "号楼", "#": "号楼", "#楼": "号楼", "楼": "号楼", "幢楼": "幢", "栋楼": "栋", "号公寓楼": "号公寓"}
_EACH = re.compile(rf"{_NUM}")
_MORE_KIND = re.compile(r"#楼?")


def find_addresses(text: str) -> list[FoundAddress]:
    """All addresses of a text in the order in which they stand; none overlaps another."""
    folded = fold(text)
    candidates = sorted(
        [*_chinese(folded), *_compact(folded), *find_english(folded)],
        key=lambda each: (each.start, -each.end),
    )
    chosen: list[FoundAddress] = []
    for each in candidates:
        if not chosen or each.start >= chosen[-1].end:
            chosen.append(each)
    placed: list[FoundAddress] = []
    for each in chosen:
        before = placed[-1] if placed else None
        follows = before and not before.loose and not folded[before.end : each.start].strip(" ,、-")
        placed.append(each if follows else _with_place(folded, each))
    return placed


def _with_place(folded: str, found: FoundAddress) -> FoundAddress:
    """Mark what is said in passing: no flat, and neither at the head of the line nor a part of its own.

    English separates all words by spaces, so there a part of its own stands behind a comma.
    """
    english = found.building is not None and found.building.isascii()
    before, after = folded[: found.start], folded[found.end :]
    first = not before.strip(_NOTHING)
    begins = (_COMMA if english else _BEGINNING).search(before) is not None
    ends = not after or _ENDING.match(after) is not None
    return replace(found, loose=found.flat is None and not (first or (begins and ends)))


def _chinese(folded: str) -> Iterator[FoundAddress]:
    for match in _CHINESE.finditer(folded):
        building = _public_part(match)
        if building is None:
            continue
        estate = match["estate"]
        start = match.start()
        if estate and any(word in estate for word in FAULT_WORDS):
            start, building = match.end("estate"), building.removeprefix(estate)
        floor = digits_of(match["floor"]) if match["floor"] else None
        level = f"{floor}楼" if floor else ""
        flat = _flat(match["flat"])
        if level and flat and not flat[0].isdigit():
            level, flat = "", level + flat
        yield FoundAddress(start, match.end(), building + level, flat)


def _public_part(match: re.Match[str]) -> str | None:
    """Estate, building and unit in one spelling; None where a number is none (0号楼)."""
    unit = match["unit"] or match["dashed"] or match["only"]
    unit = f"{_number(unit)}{match['door'] or '单元'}" if unit else ""
    if not match["building"]:
        return (match["estate"] or "") + unit
    if not _number(match["building"]).strip("0"):
        return None
    kind = _SPELT.get(match["kind"], _number(match["kind"]))
    more = _MORE_KIND.sub("号楼", _number(match["more"] or ""))
    return (
        (match["estate"] or "")
        + _number(match["building"])
        + kind
        + "".join(more.split())
        + (match["between"] or "")
        + unit
    )


def _number(words: str) -> str:
    """Numerals of a building as plain figures without leading zeros, letters as capitals."""
    return _EACH.sub(lambda each: (digits_of(each[0]) or each[0]).lstrip("0") or "0", words).upper()


def _flat(words: str | None) -> str | None:
    if not words:
        return None
    return digits_of(words) or "".join(words.split()).upper()


def _compact(folded: str) -> Iterator[FoundAddress]:
    """2-2-1401, 2#1401: building, perhaps unit, flat."""
    for match in _COMPACT.finditer(folded):
        if match["building"].strip("0"):
            unit = f"{_number(match['unit'])}单元" if match["unit"] else ""
            building = f"{_number(match['building'])}号楼{unit}"
            yield FoundAddress(match.start(), match.end(), building, _flat(match["flat"] or match["door"]))


def find_flats(text: str) -> list[FoundAddress]:
    """Flats without their building: 1401室 anywhere, and as a part of its own a bare 1401 (`loose`)."""
    return [
        FoundAddress(match.start(), match.end(), None, _flat(match["flat"] or match["bare"]), loose=bool(match["bare"]))
        for match in _LONE_FLAT.finditer(fold(text))
    ]


def find_place(text: str) -> FoundAddress | None:
    """A place without a number that opens the line: 小区门口; `loose` if a sentence goes on."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip())
    match = _PLACE.match(folded, start)
    glued = None if match else _PLACE_SAID.match(folded, start)
    found = match or glued
    if found is None or any(word in found["place"] for word in FAULT_WORDS):
        return None
    return FoundAddress(found.start(), found.end(), found["place"], None, loose=found is glued)
