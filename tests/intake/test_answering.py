"""Answers to taps: with the receipt of the delivery that brought them, or by a call; never both, never twice."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.intake import answering
from tests.intake.delivered import next_update
from tests.town import Town


async def a_tap(town: Town) -> tuple[str, dict[str, Any]]:
    """A volunteer taps on a new order's card; the tap's id, and its update."""
    ann = await town.volunteer("安")
    tap = ann.person.taps("我来修", under=await town.order("5号楼 灯不亮"))
    return tap.id, next_update(town)


def answers_called(town: Town) -> list[str]:
    """The taps answered by a call."""
    return [call.params["callback_query_id"] for call in town.world.calls.of("answerCallbackQuery")]


async def test_the_answer_to_a_tap_goes_back_with_the_receipt(town: Town, telegram: httpx.AsyncClient) -> None:
    query, update = await a_tap(town)
    reply = await telegram.post("/hook", json=update)
    said = reply.json()
    assert (reply.status_code, said["method"], said["callback_query_id"]) == (200, "answerCallbackQuery", query)
    assert "接单成功" in said["text"]
    await town.weixiu.reception.idle()
    assert query not in answers_called(town)


async def test_what_a_message_asks_for_is_no_answer_to_its_delivery(town: Town, telegram: httpx.AsyncClient) -> None:
    town.secretary.person.says("/open", in_=town.group)
    assert (await telegram.post("/hook", json=next_update(town))).text == "stored"


async def test_an_answer_that_takes_long_is_given_by_a_call(
    town: Town, telegram: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "LISTENING_SECONDS", 0.01)
    query, update = await a_tap(town)
    go_on, handle = asyncio.Event(), town.weixiu.reception._handler.handle

    async def slowly(stored: Any) -> Any:
        await go_on.wait()
        return await handle(stored)

    monkeypatch.setattr(town.weixiu.reception._handler, "handle", slowly)
    assert (await telegram.post("/hook", json=update)).text == "stored"
    go_on.set()
    await town.weixiu.reception.idle()
    assert answers_called(town).count(query) == 1


async def test_a_tap_that_is_delivered_twice_is_answered_once(town: Town, telegram: httpx.AsyncClient) -> None:
    query, update = await a_tap(town)
    together = [telegram.post("/hook", json=update) for _ in range(3)]
    bodies = [reply.text for reply in await asyncio.gather(*together)]
    assert sorted(body == "stored" for body in bodies) == [False, True, True]
    assert (await telegram.post("/hook", json=update)).text == "stored"
    await town.weixiu.reception.idle()
    assert query not in answers_called(town)


async def test_what_could_not_be_stored_waits_for_no_answer(
    town: Town, telegram: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, update = await a_tap(town)

    async def fails(_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(town.weixiu.reception, "receive", fails)
        assert (await telegram.post("/hook", json=update)).status_code == 500
    assert (await telegram.post("/hook", json=update)).json()["callback_query_id"] == query


async def test_the_buttons_of_an_unknown_message_go_whichever_way_the_answer_went(
    town: Town, telegram: httpx.AsyncClient
) -> None:
    bot, keyboard = (
        town.weixiu.account,
        InlineKeyboardMarkup([[InlineKeyboardButton("发布", callback_data="1:draft:1:publish:")]]),
    )
    wang = town.secretary.person
    sent = await bot.send_message(wang.id, "一条没有记下来的消息", reply_markup=keyboard)
    old = next(message for message in wang.private.messages if message.id == sent.message_id)
    wang.taps("发布", under=old)
    assert "text" in (await telegram.post("/hook", json=next_update(town))).json()
    await town.weixiu.reception.idle()
    assert old.button_texts == []
