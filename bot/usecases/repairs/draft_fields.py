"""Single answers on the card of an order on its way: what each field takes, and what the group must not read in it."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.errors import BadInput
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.letters.numbers import read_people_answer
from bot.language.lines.order_line import OrderLine, parse_order_line
from bot.language.needs.sizes import read_size
from bot.language.needs.skills import read_skill
from bot.language.needs.urgency import read_urgency
from bot.language.persons.no_phone import local_landline
from bot.language.persons.phones import read_phone
from bot.usecases.repairs.order_details import OrderDetails


def _is_personal(line: OrderLine) -> bool:
    """Whether something was said that the group may not read."""
    return bool(line.phone or line.other_phones or line.flat or line.name or line.unclear)


def _building(details: OrderDetails, text: str) -> OrderDetails:
    line = parse_order_line(text)
    if line.building is not None:
        return replace(details, building=line.building, flat=line.flat or details.flat)
    if _is_personal(line):
        raise BadInput(field="building", example="2号楼2单元1401")
    return replace(details, building=text)


def _what(details: OrderDetails, text: str) -> OrderDetails:
    """What is broken, for everybody to read; a name or a number said along with it goes where it belongs."""
    line = parse_order_line(text)
    if not _is_personal(line):
        return replace(details, what=text)
    if line.what is None:
        raise BadInput(field="what", example="厨房水管漏水")
    said = OrderDetails.from_line(line, details.photos)
    return replace(
        details,
        what=line.what,
        flat=details.flat or said.flat,
        name=details.name or said.name,
        phone=details.phone or said.phone,
        unclear=(*details.unclear, *said.unclear),
    )


def _flat(details: OrderDetails, text: str) -> OrderDetails:
    return replace(details, flat=text)


def _name(details: OrderDetails, text: str) -> OrderDetails:
    return replace(details, name=text)


def _when(details: OrderDetails, text: str) -> OrderDetails:
    if _is_personal(parse_order_line(text)):
        raise BadInput(field="when", example="明天下午")
    return replace(details, convenient=text)


def _phone(details: OrderDetails, text: str) -> OrderDetails:
    phone = read_phone(text)
    if phone is None:
        local = local_landline(text)
        raise BadInput(field="landline" if local else "phone", example=f"0551-{local}" if local else "13800138000")
    return replace(details, phone=phone.e164, extension=phone.extension or None)


def _people(details: OrderDetails, text: str) -> OrderDetails:
    people = read_people_answer(text)
    if people is None or people < 1:
        raise BadInput(field="people", example="2")
    return replace(details, people=people)


def _skill(details: OrderDetails, text: str) -> OrderDetails:
    skill = read_skill(text)
    if skill is None:
        raise BadInput(field="skill", example="木工")
    return replace(details, skill=skill[0])


def _urgency(details: OrderDetails, text: str) -> OrderDetails:
    urgency = Urgency(text.lower()) if text.lower() in tuple(Urgency) else read_urgency(text)
    if urgency is None:
        raise BadInput(field="urgency", example="加急")
    return replace(details, urgency=urgency)


def _size(details: OrderDetails, text: str) -> OrderDetails:
    size = Size(text.lower()) if text.lower() in tuple(Size) else read_size(text)
    if size is None:
        raise BadInput(field="size", example="中修")
    return replace(details, size=size)


FIELDS: dict[str, Callable[[OrderDetails, str], OrderDetails]] = {
    "building": _building,
    "flat": _flat,
    "what": _what,
    "skill": _skill,
    "people": _people,
    "urgency": _urgency,
    "size": _size,
    "name": _name,
    "phone": _phone,
    "when": _when,
}
