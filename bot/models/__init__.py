"""The tables, and what their rows may do. No query is spelled here; `bot.storage` asks."""

from bot.models.activities import Activity, SignUp
from bot.models.base import Base
from bot.models.claims import Claim
from bot.models.communities import Community, Invite, Membership, StandardVersion
from bot.models.due import DueMoment
from bot.models.history import Audit, HistoryMark, OrderEvent
from bot.models.hours import HoursEntry
from bot.models.intake import InboxUpdate
from bot.models.ledger import Account, EntryReason, LedgerEntry, LedgerHead
from bot.models.orders import Attachment, Order
from bot.models.outbox import ChatPause, ChatSpending, Lease, OutboxMessage
from bot.models.past import PastRepair, SheetImport, SheetPage
from bot.models.people import Draft, Person
from bot.models.places import Building, Grid, Party
from bot.models.polls import Poll, PollVote
from bot.models.residents import FollowUp, Rating, Relayed, Residence, Watcher
from bot.models.secrets import Secret
from bot.models.settled import Lapse, SettledLine, SettledName, SettledPeriod, Star, StarsSeen
from bot.models.shop import Redemption, ShopItem, ShopWish, ShopWishVote, StockMove
from bot.models.slots import Slot
from bot.models.team import CallUp, Handover, JoinRequest, NoShow, QueuePlace, Volunteer

__all__ = [
    "Account",
    "Activity",
    "Attachment",
    "Audit",
    "Base",
    "Building",
    "CallUp",
    "ChatPause",
    "ChatSpending",
    "Claim",
    "Community",
    "Draft",
    "DueMoment",
    "EntryReason",
    "FollowUp",
    "Grid",
    "Handover",
    "HistoryMark",
    "HoursEntry",
    "InboxUpdate",
    "Invite",
    "JoinRequest",
    "Lapse",
    "Lease",
    "LedgerEntry",
    "LedgerHead",
    "Membership",
    "NoShow",
    "Order",
    "OrderEvent",
    "OutboxMessage",
    "Party",
    "PastRepair",
    "Person",
    "Poll",
    "PollVote",
    "QueuePlace",
    "Rating",
    "Redemption",
    "Relayed",
    "Residence",
    "Secret",
    "SettledLine",
    "SettledName",
    "SettledPeriod",
    "SheetImport",
    "SheetPage",
    "ShopItem",
    "ShopWish",
    "ShopWishVote",
    "SignUp",
    "Slot",
    "StandardVersion",
    "Star",
    "StarsSeen",
    "StockMove",
    "Volunteer",
    "Watcher",
]
