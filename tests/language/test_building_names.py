"""The list of buildings as staff type it."""

import pytest

from bot.language.whereabouts.building_names import read_building_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1-3号楼", ("1号楼", "2号楼", "3号楼")),
        ("１～３号楼", ("1号楼", "2号楼", "3号楼")),
        ("一到三栋", ("1栋", "2栋", "3栋")),
        ("1号楼至3号楼", ("1号楼", "2号楼", "3号楼")),
        ("甲1-甲2号楼", ("甲1号楼", "甲2号楼")),
        ("A-C座", ("A座", "B座", "C座")),
        ("5", ("5号楼",)),
        ("12#、07#", ("12号楼", "7号楼")),
        ("1号楼\n2号楼\n1号楼", ("1号楼", "2号楼")),
        ("1号楼 2号楼 b座", ("1号楼", "2号楼", "B座")),
        ("8号楼,甲3号楼;教师楼,十二幢", ("8号楼", "甲3号楼", "教师楼", "12幢")),
        ("Building 3", ("Building 3",)),
        ("buildings 3 to 4, block a-b", ("Building 3", "Building 4", "Block A", "Block B")),
        ("东1号楼", ("东1号楼",)),
        ("3A号楼", ("3A号楼",)),
    ],
)
def test_what_staff_type_is_read_as_buildings(text: str, names: tuple[str, ...]) -> None:
    assert read_building_names(text) == (names, ())


@pytest.mark.parametrize(
    "text", ["怎么加", "12-3号楼", "1-5000号楼", "0号楼", "<b>", "你好呀今天天气真好啊一二三四五六七八九楼道里"]
)
def test_what_is_no_building_is_named_and_not_guessed(text: str) -> None:
    assert read_building_names(f"1号楼,{text}") == (("1号楼",), (text,))
