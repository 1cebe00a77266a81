"""The tables, and what their rows may do. No query is spelled here; `bot.storage` asks."""

from bot.models.base import Base
from bot.models.claims import Claim
from bot.models.communities import Community, Invite, Membership
from bot.models.history import Audit, OrderEvent
from bot.models.intake import InboxUpdate
from bot.models.ledger import Account, LedgerEntry
from bot.models.orders import Attachment, Order
from bot.models.outbox import ChatPause, ChatSpending, Lease, OutboxMessage
from bot.models.people import Draft, Person
from bot.models.secrets import Secret
from bot.models.slots import Slot

__all__ = [
    "Account",
    "Attachment",
    "Audit",
    "Base",
    "ChatPause",
    "ChatSpending",
    "Claim",
    "Community",
    "Draft",
    "InboxUpdate",
    "Invite",
    "Lease",
    "LedgerEntry",
    "Membership",
    "Order",
    "OrderEvent",
    "OutboxMessage",
    "Person",
    "Secret",
    "Slot",
]
