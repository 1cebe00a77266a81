"""Trades, and the words by which a secretary asks for one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Skill:
    """One category of repair work.

    Attributes:
        key: What the program calls it, for ever: it keys the points standard.
        words: Words that ask for this trade when they stand alone. Names of things (门窗, 网络) do not belong
            here: "5号楼 网络 断了" says what is broken, not who is wanted.
    """

    key: str
    words: tuple[str, ...]


DEFAULT_SKILLS: tuple[Skill, ...] = (
    Skill("plumbing", ("水工", "水暖工", "水暖", "水电工", "水电", "管道工", "管工", "plumbing", "plumber")),
    Skill("electrical", ("电工", "电器工", "electrician", "electrical", "electrical work")),
    Skill("carpentry", ("木工", "木匠", "carpentry", "carpenter", "woodwork")),
    Skill(
        "masonry",
        (
            "泥瓦工",
            "瓦工",
            "泥工",
            "泥水工",
            "瓦匠",
            "泥瓦匠",
            "防水工",
            "masonry",
            "mason",
            "tiler",
            "tiling",
        ),
    ),
    Skill("painting", ("油漆工", "漆工", "油工", "粉刷工", "刷漆工", "painting", "painter")),
    Skill("locks", ("锁匠", "开锁工", "修锁工", "locksmith")),
    Skill("drains", ("疏通工", "下水工", "通下水", "drain cleaning", "drain cleaner")),
    Skill("appliances", ("家电维修", "家电工", "空调工", "家电维修工", "appliance repair")),
    Skill("welding", ("焊工", "电焊工", "电焊", "welding", "welder")),
    Skill("glazing", ("门窗工", "玻璃工", "门窗维修", "glazier", "glazing")),
    Skill("network", ("弱电工", "弱电", "网络维修", "network technician")),
    Skill("general", ("杂工", "小工", "力工", "普工", "handyman", "general work")),
)
TRADES = tuple(skill.key for skill in DEFAULT_SKILLS)

_WANTED = re.compile(r"(?:需要|急需|需|要|求|找|请)?\s*(?:会|懂)?\s*(?P<trade>.+?)\s*(?:师傅|活|类|技能)?")


def read_skill(words: str, skills: Sequence[Skill] = DEFAULT_SKILLS) -> tuple[str, str] | None:
    """The trade that a phrase standing alone asks for: its key and the word that named it."""
    plain = words.lower()
    match = _WANTED.fullmatch(plain)
    for wanted in (plain, match["trade"] if match else plain):
        for skill in skills:
            if wanted in skill.words:
                return skill.key, wanted
    return None
