"""Topics about the record: what is taken out of it."""

from datetime import timedelta
from functools import partial

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.record import Wanted
from bot.domain.roles import STAFF, Role
from bot.domain.schedule import local_day
from bot.domain.search import Search
from bot.models import Order, SheetImport
from bot.reports.record import made
from bot.storage.members.people import names_of, roles_in
from bot.storage.post.outbox import message_by_key
from bot.storage.records.past import is_last, pages_of
from bot.storage.records.record import count_record
from bot.storage.repairs.appointments import appointed
from bot.storage.repairs.contact_views import contact_views
from bot.storage.repairs.finding import find_orders, holders_of
from bot.storage.repairs.history import last_climb, page_of_steps
from bot.storage.repairs.history_chain import history_holds
from bot.storage.repairs.order_facts import order_facts
from bot.storage.upkeep.served import FOUND_SHOWN
from bot.usecases.record.bringing import MAY_BE_TAKEN_BACK
from bot.usecases.record.recounting import share_of
from bot.views import bringing as bringing_views
from bot.views import calendar as calendar_views
from bot.views import export as export_views
from bot.views import finding as finding_views
from bot.views import history as history_views
from bot.views import team as team_views
from bot.views.deadlines import Here
from bot.views.screen import Screen


async def export(scene: Scene) -> Screen | None:
    """What would be taken out, or that it is being made."""
    community = await scene.community()
    words = await scene.words(community)
    roles = await roles_in(scene.tx, community.id, PersonId(scene.facts["person"]))
    if not STAFF & roles:
        return team_views.none(words)
    wanted = Wanted.from_json(scene.facts["wanted"])
    count = await count_record(scene.tx, community, wanted)
    if scene.facts["shown"] != "ask":
        return export_views.made(words, community, wanted, count)
    today, secretary = local_day(scene.tx.now, community.zone), Role.SECRETARY in roles
    serial = scene.facts["serial"]
    return export_views.ask(words, community, wanted, count, serial=serial, today=today, secretary=secretary)


async def export_file(scene: Scene) -> Screen | None:
    """The file; nothing for whoever may not see it any more."""
    community = await scene.community()
    words = await scene.words(community)
    wanted = Wanted.from_json(scene.facts["wanted"])
    needed = {Role.SECRETARY} if wanted.full else STAFF
    if not needed & await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])):
        return None
    url, keys = scene.tx.database
    person_id = PersonId(scene.facts["person"])
    order = {
        "url": url,
        "keys": keys,
        "now": scene.tx.now.isoformat(),
        "community": community.id,
        "locale": words.locale,
        "wanted": wanted.to_json(),
        "who": (await names_of(scene.tx, [person_id]))[person_id],
    }
    count = await count_record(scene.tx, community, wanted)
    card = await message_by_key(scene.tx.session, scene.facts["card"])
    shown = None if card is None else card.message_id
    return export_views.file(words, community, wanted, count, partial(made, order), shown=shown)


async def sheet_import(scene: Scene) -> Screen | None:
    """A spreadsheet that was sent: what was read, or what became of it."""
    community = await scene.community()
    words = await scene.words(community)
    if not STAFF & await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])):
        return team_views.none(words)
    sheet = await scene.tx.session.get_one(SheetImport, (community.id, scene.facts["import"]))
    in_time = sheet.ended_at is not None and scene.tx.now - sheet.ended_at <= MAY_BE_TAKEN_BACK
    undo = in_time and await is_last(scene.tx, sheet)
    return bringing_views.card(words, community.name, sheet, scene.facts, undo=undo)


async def import_errors(scene: Scene) -> Screen | None:
    """The rows that were wrong; nothing once nothing is kept of them."""
    community = await scene.community()
    pages = await pages_of(scene.tx, community.id, scene.facts["import"])
    if not pages or not STAFF & await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])):
        return None
    return bringing_views.errors(await scene.words(community), pages)


async def calendar(scene: Scene) -> Screen | None:
    """The appointments there are by now, from yesterday on."""
    community = await scene.community()
    words = await scene.words(community)
    reader = scene.reader
    if reader is None or not STAFF & await roles_in(scene.tx, community.id, reader.id):
        return None
    orders = await appointed(scene.tx, community, scene.tx.now - timedelta(days=1))
    holders = await holders_of(scene.tx, community, [order.number for order in orders])
    return calendar_views.calendar(words, community, orders, holders, scene.tx.now)


async def find(scene: Scene) -> Screen | None:
    """What fits by now."""
    community = await scene.community()
    words = await scene.words(community)
    if not STAFF & await roles_in(scene.tx, community.id, PersonId(scene.facts["person"])):
        return team_views.none(words)
    if scene.row.sent_at is not None and scene.tx.now - scene.row.sent_at > FOUND_SHOWN:
        return finding_views.found_before(words)
    search = Search.from_json(scene.facts["search"])
    found = await find_orders(scene.tx, community, search)
    return finding_views.found(words, community, found, search, serial=scene.facts["serial"], page=scene.facts["page"])


async def history(scene: Scene) -> Screen | None:
    """What happened to an order, as far as whoever asked may know."""
    community = await scene.community()
    words = await scene.words(community)
    person_id = PersonId(scene.facts["person"])
    order = await scene.tx.session.get_one(Order, (community.id, scene.facts["number"]))
    facts = await order_facts(scene.tx, community.id, order.number)
    share = await share_of(scene.tx, person_id, order)
    if facts is None or share is None:
        return team_views.none(words)
    size, page = history_views.ON_A_PAGE, scene.facts["page"]
    without = () if share.in_full else history_views.OF_STAFF_ALONE
    steps = await page_of_steps(scene.tx, order, without=without, size=size, page=page, until=share.until)
    return history_views.history(
        words,
        facts,
        steps,
        Here(scene.tx.now, community.zone),
        whole=await history_holds(scene.tx, community.id, order.number),
        serial=scene.facts["serial"],
        until=share.until,
        staff=await _of_staff(scene, order) if share.in_full else None,
    )


async def _of_staff(scene: Scene, order: Order) -> history_views.OfStaff:
    """What staff alone read above and below the steps."""
    times, seen = await contact_views(scene.tx, order, most=history_views.MOST_SEEN)
    return history_views.OfStaff(times, seen, await last_climb(scene.tx, order))


RECORD_TOPICS: dict[str, Topic] = {
    "calendar": calendar,
    "export": export,
    "export_file": export_file,
    "find": find,
    "history": history,
    "import": sheet_import,
    "import_errors": import_errors,
}
