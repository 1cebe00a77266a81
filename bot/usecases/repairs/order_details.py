"""What is known of an order, or of a request, before it is posted; and its pictures."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from bot.domain.errors import BadInput
from bot.domain.kind import Area
from bot.domain.kind import Kind as OrderKind
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.lines.order_line import OrderLine
from bot.models.orders import Media
from bot.storage.requests.drafts import DraftFacts

ORDER_DRAFT = "order"
CONFIRM = "confirm"
"""The step of a draft at which its card asks for what is still missing, if anything."""
CHOOSING = "choosing"
"""改一改 was tapped: which field?"""
MOST_PHOTOS = 10
"""As many as an album holds."""


@dataclass(frozen=True)
class Photo:
    """A picture, a voice note or a film as the chat platform names it."""

    file_id: str
    unique_id: str
    media: Media = Media.PHOTO


@dataclass(frozen=True)
class OrderDetails:
    """What is known of an order before it is posted. `building` and `what` are needed, the rest helps."""

    building: str | None = None
    flat: str | None = None
    what: str | None = None
    skill: str | None = None
    size: Size = Size.MEDIUM
    urgency: Urgency = Urgency.NORMAL
    people: int = 1
    convenient: str | None = None
    name: str | None = None
    phone: str | None = None
    extension: str | None = None
    unclear: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = field(default=())
    kind: OrderKind = OrderKind.REPAIR
    area: Area | None = None
    on_behalf: bool = False
    latitude: float | None = None
    longitude: float | None = None

    @property
    def complete(self) -> bool:
        """Whether it can be posted."""
        return bool(self.building and self.what)

    def to_json(self) -> dict[str, Any]:
        """As plain values, to be sealed in a draft."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The details that `to_json` wrote, in this version of the program or an earlier one."""
        photos = [{"media": Media.PHOTO, **photo} for photo in value["photos"]]
        return cls(
            **{
                **value,
                "size": Size(value["size"]),
                "urgency": Urgency(value["urgency"]),
                "unclear": tuple(value["unclear"]),
                "photos": tuple(Photo(**{**photo, "media": Media(photo["media"])}) for photo in photos),
                "kind": OrderKind(value.get("kind", OrderKind.REPAIR)),
                "area": Area(value["area"]) if value.get("area") else None,
            }
        )

    @classmethod
    def from_line(cls, line: OrderLine, photos: tuple[Photo, ...]) -> Self:
        """What a line said; what it did not say is as usual."""
        usual = cls()
        return cls(
            building=line.building,
            flat=line.flat,
            what=line.what,
            skill=line.skill,
            size=line.size or usual.size,
            urgency=line.urgency or usual.urgency,
            people=line.people or usual.people,
            convenient=line.when,
            name=line.name,
            phone=line.phone.e164 if line.phone else None,
            extension=(line.phone.extension or None) if line.phone else None,
            unclear=(*(phone.display for phone in line.other_phones), *line.unclear),
            photos=photos,
        )

    def with_photo(self, photo: Photo) -> Self:
        """One picture more; the same picture twice is one.

        Raises:
            BadInput: there are as many as an album holds.
        """
        if len(self.photos) >= MOST_PHOTOS:
            raise BadInput(field="photos", example=str(MOST_PHOTOS))
        if any(known.unique_id == photo.unique_id for known in self.photos):
            return self
        return replace(self, photos=(*self.photos, photo))


def details_of(draft: DraftFacts) -> OrderDetails:
    """What is known so far of the order, or the request, that somebody is writing."""
    return OrderDetails.from_json(draft.payload["details"])
