"""Well done? said in words: 满意, 没修好,还在漏, 修好了,谢谢小王. The words count for the question that stands."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.life import OPEN_TO_WORK, Status
from bot.language.lines.numbered import read_numbered
from bot.language.lines.order_line import parse_order_line
from bot.language.needs.similar import SAME_AT, similar
from bot.language.needs.troubles import read_category
from bot.language.talk.verdicts import Opinion, names_no_thing, read_opinion, says_done, says_not_repaired
from bot.models import Community, Order, Person
from bot.models.residents import Verdict
from bot.storage.ground.uow import Writing
from bot.storage.repairs.orders import order_for_change, reported_lately
from bot.storage.requests.ratings import raters, rating_of
from bot.usecases.owed.owing import owe_reply
from bot.usecases.residents import relaying
from bot.usecases.verdicts.judging import add_to_last, add_words, judge
from bot.usecases.verdicts.objecting import may_object, object_to

SENTENCE_FOLLOWS_WITHIN = timedelta(days=2)
MOST_ASKED = 3
"""Orders among which somebody chooses the one they meant."""
OPINIONS = {Opinion.GOOD: Verdict.SATISFIED, Opinion.NOT_DONE: Verdict.REDO}
WORDS: Mapping[str, Verdict] = {
    **dict.fromkeys(("满意", "很满意", "非常满意", "很好", "good", "great", "satisfied"), Verdict.SATISFIED),
    **dict.fromkeys(("还行", "还可以", "一般", "凑合", "fair", "ok", "so-so"), Verdict.FAIR),
    **dict.fromkeys(("没修好", "没有修好", "还没修好", "还是没修好", "不满意", "not fixed", "bad"), Verdict.REDO),
}
"""What may be written instead of tapping, while the question stands."""


async def hear_verdict(tx: Writing, person: Person, text: str, *, about: int | None = None) -> bool:
    """满意 and the like, written while the question stands; False where nobody can tell which order is meant."""
    said = read_numbered(text)
    verdict, opinion = WORDS.get(said.words), read_opinion(said.words)
    if verdict is None and opinion is None:
        return False
    judged = OPINIONS[opinion] if verdict is None and opinion is not None else verdict or Verdict.FAIR
    number = about if said.number is None else said.number
    named = [order for order in await reported_lately(tx, person) if number in (None, order.number)]
    standing = [order for order in named if await _stands(tx, order, person, judged)]
    if verdict is None:
        standing = await _spoken_of(tx, standing, person, text, judged)
    if not standing:
        return opinion is not None and (
            await _hear_before_done(tx, person, named, said.words)
            or await _hear_not_settled(tx, person, named, said.words, named=number is not None)
        )
    meant = standing if len(standing) == 1 else _alike(tx, standing, text)
    if len(meant) != 1:
        asks = verdict is None or judged is Verdict.REDO
        return await _ask_which(tx, person, standing, judged) if asks else False
    order = await order_for_change(tx, meant[0].community_id, meant[0].number)
    number_of_round = order.round
    done = await judge(tx, order, person, judged)
    rating = await rating_of(tx, order, number_of_round, person.id)
    if verdict is None and rating is not None:
        await add_words(tx, order, person, rating, word=said.words)
    return done


async def _hear_before_done(tx: Writing, person: Person, named: list[Order], text: str) -> bool:
    """修好了, or 还在漏 after they came back once, before who comes has said so: they hear it, nothing waits for it."""
    done = says_done(text)
    again = read_opinion(text) is Opinion.NOT_DONE
    held = [order for order in named if order.status in OPEN_TO_WORK and order.places_taken]
    coming = [order for order in held if (done or (again and order.round > 1)) and _fits(tx, order, text)]
    coming = [order for order in coming if person in await raters(tx, order)]
    meant = coming if len(coming) == 1 else _alike(tx, coming, text)
    if len(meant) != 1:
        return False
    order = await order_for_change(tx, meant[0].community_id, meant[0].number)
    if not done:
        await add_to_last(tx, order, person, text)
    await relaying.tell(tx, person, order, relaying.Said(text), done=done)
    return True


async def _hear_not_settled(tx: Writing, person: Person, orders: list[Order], text: str, *, named: bool) -> bool:
    """没修好, of what staff or an outside party saw to: they settle it anew. Unless it is `named`, only lately."""
    if read_opinion(text) is not Opinion.NOT_DONE:
        return False
    found = []
    for order in orders:
        lately = order.ended_at is not None and tx.now - order.ended_at <= SENTENCE_FOLLOWS_WITHIN
        community = await tx.session.get_one(Community, order.community_id)
        if (named or (lately and _fits(tx, order, text))) and await may_object(tx, community, order, person):
            found.append(order)
    meant = found if len(found) == 1 else _alike(tx, found, text)
    if len(meant) != 1:
        return False
    order = await order_for_change(tx, meant[0].community_id, meant[0].number)
    await object_to(tx, await tx.session.get_one(Community, order.community_id), order, person, text)
    return True


async def _spoken_of(tx: Writing, standing: list[Order], person: Person, text: str, judged: Verdict) -> list[Order]:
    """Those about which they are asked now; or, 又不亮了, those that may still come back after a better word."""
    fitting = [order for order in standing if _fits(tx, order, text)]
    awaited = [order for order in fitting if await _awaits(tx, order, person)]
    if awaited or judged is not Verdict.REDO:
        return awaited
    return [order for order in fitting if _names_nothing_else(tx, order, text) and await _may_come_back(tx, order)]


def _names_nothing_else(tx: Writing, order: Order, text: str) -> bool:
    """Whether words about closed work tell of no other place and no other thing: those report something new."""
    place = parse_order_line(text).building
    if place is not None and place not in (order.building or ""):
        return False
    if names_no_thing(text) or says_not_repaired(text):
        return True
    return read_category(text, tx.lexicon) is None or similar(order.what, text, tx.lexicon) >= SAME_AT


async def _may_come_back(tx: Writing, order: Order) -> bool:
    community = await tx.session.get_one(Community, order.community_id)
    return order.scrubbed_at is None and community.ways().comes_back(order.ended_at, tx.now)


async def _awaits(tx: Writing, order: Order, person: Person) -> bool:
    """Whether the question of the present round stands: a sentence is no answer to one of long ago."""
    lately = order.ended_at is None or tx.now - order.ended_at <= SENTENCE_FOLLOWS_WITHIN
    return lately and await rating_of(tx, order, order.round, person.id) is None


def _fits(tx: Writing, order: Order, text: str) -> bool:
    """Whether a sentence may be of this order: one that speaks of another trade reports something new."""
    trade = read_category(text, tx.lexicon)
    return trade in (None, order.skill) or names_no_thing(text) or similar(order.what, text, tx.lexicon) >= SAME_AT


def _alike(tx: Writing, orders: list[Order], text: str) -> list[Order]:
    """Those of several orders that the words speak of."""
    return [order for order in orders if similar(order.what, text, tx.lexicon) >= SAME_AT]


async def _ask_which(tx: Writing, person: Person, orders: list[Order], verdict: Verdict) -> bool:
    """Several questions stand, and the words answer one of them."""
    asked = [[order.community_id, order.number] for order in orders[:MOST_ASKED]]
    owe_reply(tx, person.user_id, "verdict_which", orders=asked, verdicts=[str(verdict)])
    return True


async def ask_verdict(tx: Writing, person: Person) -> bool:
    """好的, 嗯, while one question stands: was it well done? False: none does."""
    standing = [
        order
        for order in await reported_lately(tx, person)
        if order.status is Status.DONE
        and await _stands(tx, order, person, Verdict.FAIR)
        and await _awaits(tx, order, person)
    ]
    if len(standing) != 1:
        return False
    asked = [[standing[0].community_id, standing[0].number]]
    verdicts = [str(Verdict.SATISFIED), str(Verdict.REDO)]
    owe_reply(tx, person.user_id, "verdict_which", orders=asked, verdicts=verdicts)
    return True


async def _stands(tx: Writing, order: Order, person: Person, verdict: Verdict) -> bool:
    """Whether they are asked; that it was not good after all may be said after a better word, too."""
    if order.status not in (Status.DONE, Status.CLOSED) or order.finished_by is None:
        return False
    if person not in await raters(tx, order):
        return False
    return verdict is Verdict.REDO or await rating_of(tx, order, order.round, person.id) is None
