"""What can be refused, as facts with fields. The wording belongs to `bot.views.explain`.

Not frozen, because Python writes the traceback into what is raised; nobody else may write.
"""

from dataclasses import dataclass

from bot.domain.life import Status, Step
from bot.domain.sheets import SheetTrouble


@dataclass(unsafe_hash=True)
class DomainError(Exception):
    """Somebody asked for what the rules do not allow; nothing was changed."""

    asked = False
    """It was said in answer to a question, which stands."""


@dataclass(unsafe_hash=True)
class OrderTaken(DomainError):
    """All places are taken: by whom, and how many other orders still wait."""

    number: int
    holders: tuple[str, ...]
    others_open: int


@dataclass(unsafe_hash=True)
class AlreadyYours(DomainError):
    """The actor holds this order already."""

    number: int


@dataclass(unsafe_hash=True)
class PlacesKept(DomainError):
    """The free places are kept for those of the wait-list who were asked."""

    number: int


@dataclass(unsafe_hash=True)
class PlaceFree(DomainError):
    """Nobody has to queue: a place is free."""

    number: int


@dataclass(unsafe_hash=True)
class HoldsAlready(DomainError):
    """Somebody was meant to get a place of an order that they hold already."""

    number: int
    name: str


@dataclass(unsafe_hash=True)
class NotOnTheTeam(DomainError):
    """Nobody of this name is a volunteer here."""

    name: str


@dataclass(unsafe_hash=True)
class OfferDeclined(DomainError):
    """The colleague has said already that it does not suit them."""

    name: str


@dataclass(unsafe_hash=True)
class NobodyToBlame(DomainError):
    """Nobody holds the order, or held it, who could have failed to come and is not noted yet."""

    number: int


@dataclass(unsafe_hash=True)
class OrderNotFound(DomainError):
    """No such order, or none that concerns the actor: the two are told apart for nobody."""

    number: int | None = None


@dataclass(unsafe_hash=True)
class WrongMoment(DomainError):
    """The order's status does not allow this step (any more)."""

    number: int
    status: Status
    step: Step


@dataclass(unsafe_hash=True)
class SettledBefore(DomainError):
    """A colleague was faster: what the order is now, and whose doing that is (None: the clock's)."""

    number: int
    status: Status
    who: str | None
    own: bool = False


@dataclass(unsafe_hash=True)
class TooLateToReopen(DomainError):
    """It was closed longer ago than the community takes it back."""

    number: int
    days: int


@dataclass(unsafe_hash=True)
class OwnWork(DomainError):
    """Nobody rates what they did themselves."""

    number: int


@dataclass(unsafe_hash=True)
class NotAllowed(DomainError):
    """The actor's roles do not allow this."""

    what: str


@dataclass(unsafe_hash=True)
class NudgedToday(DomainError):
    """Somebody has asked to hurry today; once a day is enough."""

    number: int


@dataclass(unsafe_hash=True)
class TooManyLines(DomainError):
    """So many lines were passed on within an hour; a call would be better."""

    most: int


@dataclass(unsafe_hash=True)
class NobodyToTell(DomainError):
    """Nobody is there whom a line about this order could be passed on to."""

    number: int


@dataclass(unsafe_hash=True)
class TooManyClaims(DomainError):
    """The volunteer holds as many orders as the community allows at once."""

    limit: int


@dataclass(unsafe_hash=True)
class TeamClosed(DomainError):
    """Only invited volunteers may claim here."""


@dataclass(unsafe_hash=True)
class NoCommunity(DomainError):
    """The group is not set up, or the person belongs to none."""


@dataclass(unsafe_hash=True)
class AlreadySetUp(DomainError):
    """The group is a community already."""

    name: str


@dataclass(unsafe_hash=True)
class OnlyInGroup(DomainError):
    """This command means something only in a group."""


@dataclass(unsafe_hash=True)
class OnlyInPrivate(DomainError):
    """This command means something only in the private chat."""


@dataclass(unsafe_hash=True)
class InviteInvalid(DomainError):
    """The link is used up, out of date, or was never given."""


@dataclass(unsafe_hash=True)
class ButtonExpired(DomainError):
    """The button belongs to something that has since ended."""


@dataclass(unsafe_hash=True)
class BadInput(DomainError):
    """A value that cannot be taken: which one, and an example of one that can."""

    field: str
    example: str


@dataclass(unsafe_hash=True)
class MissingReason(DomainError):
    """The command needs a reason behind the number."""

    command: str
    number: int


@dataclass(unsafe_hash=True)
class NotInTeam(DomainError):
    """The actor is no member of the team here."""


@dataclass(unsafe_hash=True)
class SkillMissing(DomainError):
    """The order needs a trade that the volunteer does not name, and the community insists on it."""

    number: int
    skill: str


@dataclass(unsafe_hash=True)
class JoinDecided(DomainError):
    """Somebody else has answered the wish to join: who, and how."""

    name: str
    approved: bool


@dataclass(unsafe_hash=True)
class SecretaryStays(DomainError):
    """A secretary neither leaves the team nor is removed from it by chat: nobody would be left to ask."""


@dataclass(unsafe_hash=True)
class NotABuilding(DomainError):
    """What was typed is no building that can be put on the list, or none that is on it."""

    said: str


@dataclass(unsafe_hash=True)
class OutOfRange(DomainError):
    """Not a whole number from the least to the most that this may be."""

    least: int
    most: int
    example: int


@dataclass(unsafe_hash=True)
class NotEnoughPoints(DomainError):
    """Points were to leave an account that does not hold as many; `held` may be below zero."""

    points: int
    held: int


@dataclass(unsafe_hash=True)
class EntryNotFound(DomainError):
    """The books have no such entry."""

    seq: int


@dataclass(unsafe_hash=True)
class ReversedBefore(DomainError):
    """The entry was taken back already; each is at most once."""

    seq: int


@dataclass(unsafe_hash=True)
class NotReversible(DomainError):
    """The entry is a reversal itself, or moved together with goods."""

    seq: int


@dataclass(unsafe_hash=True)
class SheetUnreadable(DomainError):
    """A file was sent where a spreadsheet was asked for, and cannot be taken."""

    why: SheetTrouble


@dataclass(unsafe_hash=True)
class OwnPoints(DomainError):
    """Nobody gives points to themselves."""


@dataclass(unsafe_hash=True)
class SwitchedOff(DomainError):
    """The community does not have this; its secretary can switch it on."""

    what: str


@dataclass(unsafe_hash=True)
class NothingChanged(DomainError):
    """There is nothing to publish: all is as it was."""
