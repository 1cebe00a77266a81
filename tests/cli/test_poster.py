"""`poster` draws what is on the list, into a file that was named, and says in one line what is amiss."""

import io

import pytest
import zxingcpp
from PIL import Image

from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer
from tests.cli.operator import Operator

PATIENCE = 20.0


@pytest.mark.usefixtures("at_work")
async def test_posters_are_drawn_while_the_bot_is_at_work(
    operator: Operator, server: RunningServer, secretary: Person
) -> None:
    secretary.says("/buildings 1-2号楼")
    await server.world.until(
        lambda: any("1–2号楼" in message.text for message in secretary.private.messages),
        seconds=PATIENCE,
        what="the list",
    )
    everything, one = operator.folder / "all.pdf", operator.folder / "one.PNG"
    outcome = await operator.types_here("poster", str(everything))
    assert (outcome.code, outcome.out) == (0, f"{everything}: 3 page(s) of A4.\n")
    assert everything.read_bytes().startswith(b"%PDF-")
    outcome = await operator.types_here("poster", str(one), "--building", "2号楼", "--community", "1")
    assert outcome.code == 0, outcome
    with Image.open(io.BytesIO(one.read_bytes())) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://t.me/weixiu_bot?start=b_1_2"]
    for words, why in (
        ((str(one), "--building", "3号楼"), "1号楼, 2号楼"),
        ((str(operator.folder / "poster.txt"),), ".pdf"),
        ((str(operator.folder / "nowhere" / "a.pdf"),), "cannot be written"),
        ((str(one), "--community", "柳沟"), "1 (阡上维修群)"),
    ):
        outcome = await operator.types_here("poster", *words)
        assert (outcome.code, outcome.out, len(outcome.lines)) == (2, "", 1), outcome
        assert why in outcome.err
