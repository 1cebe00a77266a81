"""Topics about what residents think of the work: the question to them, the calls to those without a chat."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.life import Status
from bot.models import Order
from bot.models.residents import Verdict
from bot.storage.points.earnings import paid_for_judging
from bot.storage.repairs.order_facts import order_facts
from bot.storage.requests.ratings import count_calls
from bot.usecases.repairs.paying import judging_key
from bot.usecases.verdicts.following_up import NOTE
from bot.usecases.verdicts.surveying import REMINDED
from bot.views import judging as views
from bot.views.screen import Screen


async def rating(scene: Scene) -> Screen | None:
    """The resident's question, or what became of it."""
    facts = scene.facts
    order = await order_facts(scene.tx, facts["community"], facts["number"], private=True)
    if order is None:
        return None
    given = [each for each in order.ratings if (each.round, each.person_id) == (facts["round"], facts["person"])]
    stands = order.status in (Status.DONE, Status.CLOSED) and order.round == facts["round"]
    if scene.fresh and (not stands or (given and not facts.get("said"))):
        return None
    return views.question(
        await scene.words(await scene.community()),
        order,
        given[0] if given else None,
        this_round=facts["round"],
        reminds=facts["copy"] == REMINDED,
        earned=await _earned(scene, order.number) if given else 0,
        scrubbed=await _is_scrubbed(scene, order.number),
    )


async def _is_scrubbed(scene: Scene, number: int) -> bool:
    return (await scene.tx.session.get_one(Order, (scene.facts["community"], number))).scrubbed_at is not None


async def _earned(scene: Scene, number: int) -> int:
    return await paid_for_judging(scene.tx, scene.facts["community"], judging_key(number, scene.facts["person"]))


async def calls(scene: Scene) -> Screen | None:
    """The next call to be made."""
    facts, community = scene.facts, await scene.community()
    number = facts["number"]
    order = None if number is None else await order_facts(scene.tx, community.id, number, private=True)
    return views.calls(
        await scene.words(community),
        community.id,
        order,
        left=await count_calls(scene.tx, community.id, scene.tx.now),
        serial=facts["serial"],
        did=facts["did"],
        about=facts["about"],
        noted=(facts["round"], facts["attempt"]) if "attempt" in facts else None,
    )


async def draft_note(scene: Scene) -> Screen | None:
    """A word on a call is asked for, or was said."""
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft = await scene.draft(NOTE)
    if draft is not None:
        return views.note_question(words, draft, number)
    return None if scene.fresh else views.note_ended(words, scene.facts["ended"] or "dropped", number)


async def verdict_which(scene: Scene) -> Screen | None:
    """Which order was meant, or how."""
    found = [await order_facts(scene.tx, *key) for key in scene.facts["orders"]]
    orders = [order for order in found if order is not None]
    verdicts = [Verdict(each) for each in scene.facts["verdicts"]]
    return views.which_verdict(await scene.words(), orders, verdicts) if orders else None


JUDGING_TOPICS: dict[str, Topic] = {
    "rating": rating,
    "verdict_which": verdict_which,
    "calls": calls,
    f"draft_{NOTE}": draft_note,
}
