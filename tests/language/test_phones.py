"""Telephone numbers in a text, shown and hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.persons.phones import display_phone, find_numberlike, find_phones, mask_phone, read_phone


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800138000", ["+8613800138000"]),
        ("+86 138 0013 8000", ["+8613800138000"]),
        ("0086 13800138000", ["+8613800138000"]),
        ("139-1234-5678", ["+8613912345678"]),
        ("１３８００１３８０００", ["+8613800138000"]),
        ("漏水13800138000快来", ["+8613800138000"]),
        ("a13800138000b", ["+8613800138000"]),
        ("1401-13800138000", ["+8613800138000"]),
        ("138_0013_8000", ["+8613800138000"]),
        ("1401 0532 8888 1234", ["+8653288881234"]),
        ("(0532) 88881234", ["+8653288881234"]),
        ("400-820-8820", ["+864008208820"]),
        ("13800138000/13900139000", ["+8613800138000", "+8613900139000"]),
        ("tel 10086", ["10086"]),
        ("12345", ["12345"]),
        ("电话110", ["110"]),
        ("110", []),
        ("热线12345没人接", []),
        ("12388888888", []),
        ("138001380001", []),
        ("110101199003071234", []),
        ("#1024", []),
        ("2号楼2单元1401", []),
        ("2026-11-23", []),
        ("", []),
    ],
)
def test_numbers_found(text: str, numbers: list[str]) -> None:
    assert [found.phone.e164 for found in find_phones(text)] == numbers


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("厨房 电话:13800138000 快", "电话:13800138000"),
        ("厨房 联系电话 13800138000", "联系电话 13800138000"),
        ("厨房 tel. 13800138000", "tel. 13800138000"),
        ("修手机 13800138000", "13800138000"),
        ("0532-8888 1234转801 快", "0532-8888 1234转801"),
    ],
)
def test_label_and_extension_belong_to_the_number(text: str, span: str) -> None:
    (found,) = find_phones(text)
    assert text[found.start : found.end] == span


def test_an_extension_is_kept_apart_from_the_number() -> None:
    phone = read_phone("0532-88881234转801")
    assert phone is not None
    assert (phone.e164, phone.display, phone.extension) == ("+8653288881234", "0532-88881234", "801")


@pytest.mark.parametrize("text", ["厨房 13800138000", "13800138000 13900139000", "1380013800", ""])
def test_what_is_not_one_number_alone_is_not_read_as_one(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1380013800", ["1380013800"]),
        ("找138001380001吧", ["138001380001"]),
        ("88881234", ["88881234"]),
        ("138 0013 800", ["138 0013 800"]),
        ("110101199003071234", ["110101199003071234"]),
        ("电表1234567坏", []),
        ("2026-11-23", []),
        ("20261123", []),
        ("1401 2026", []),
        ("#10240000", []),
    ],
)
def test_what_was_meant_as_a_number_is_noticed(text: str, seen: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_numberlike(text)] == seen


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613800138000", "13800138000"),
        ("+8653288881234", "0532-88881234"),
        ("+861088881234", "010-88881234"),
        ("+864008208820", "4008208820"),
        ("+16502530000", "+1 650-253-0000"),
        ("10086", "10086"),
        ("nonsense", "nonsense"),
    ],
)
def test_number_is_shown_as_it_is_dialled(number: str, shown: str) -> None:
    assert display_phone(number) == shown


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800138000", "138****8000"),
        ("+8613800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("0532-8888 1234", "0532****1234"),
        ("+16502530000", "+1 65****0000"),
        ("138****8000", "138****8000"),
        ("10086", "***86"),
        ("", ""),
    ],
)
def test_number_is_masked(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@settings(deadline=None)
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mask_hides_the_middle_of_every_mobile_number(number: str) -> None:
    assert mask_phone(number) == f"{number[:3]}****{number[-4:]}"
    assert not find_phones(mask_phone(number))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_phone(mask_phone(text)) == mask_phone(text) or "****" not in mask_phone(text)
