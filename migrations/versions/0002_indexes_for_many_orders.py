"""Indexes that stay small however many orders there were, and what went into groups lately.

Nearly everything that is ever asked is about what has not ended. An index over a part of a table holds only that part,
costs nothing while other rows are written, and is found in memory when a million orders lie beside it.

Revision: 0002
Follows: 0001
"""

from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Index(NamedTuple):
    """An index to make or to drop."""

    name: str
    table: str
    columns: tuple[str, ...]
    where: str | None = None
    unique: bool = False


OLD = (
    Index("ix_inbox_state_inbox_lease_until", "inbox", ("state", "lease_until")),
    Index("ix_outbox_chat_id_outbox_message_id", "outbox", ("chat_id", "message_id")),
    Index("ix_repair_order_community_id_repair_order_status", "repair_order", ("community_id", "status")),
    Index("ix_repair_order_phone_index", "repair_order", ("phone_index",)),
    Index("ix_repair_order_reporter_id", "repair_order", ("reporter_id",)),
    Index("ix_claim_lapses_at", "claim", ("lapses_at",)),
    Index("ix_claim_person_id_claim_state", "claim", ("person_id", "state")),
    Index(
        "uq_claim_active",
        "claim",
        ("community_id", "number", "person_id"),
        "state IN ('awaiting_start', 'held')",
        unique=True,
    ),
    Index("ix_ledger_entry_community_id_ledger_entry_target_id", "ledger_entry", ("community_id", "target_id")),
    Index("ix_person_phone_index", "person", ("phone_index",)),
)
NEW = (
    Index("ix_inbox_pending", "inbox", ("lane", "seq"), "state = 'pending'"),
    Index("ix_outbox_sending", "outbox", ("id",), "state = 'sending'"),
    Index("ix_outbox_failed", "outbox", ("chat_id",), "state = 'failed'"),
    Index("ix_outbox_ended", "outbox", ("not_before",), "kind <> 'keep' AND state IN ('failed', 'said')"),
    Index("ix_outbox_digest", "outbox", ("community_id", "sent_at"), "topic = 'digest'"),
    Index("ix_outbox_card", "outbox", ("chat_id", "message_id"), "topic = 'order_card'"),
    Index("ix_repair_order_unfinished", "repair_order", ("community_id", "status"), "ended_at IS NULL"),
    Index("ix_repair_order_ended", "repair_order", ("community_id", "ended_at"), "ended_at IS NOT NULL"),
    Index("ix_repair_order_phone", "repair_order", ("phone_index", "opened_at"), "phone_index IS NOT NULL"),
    Index("ix_repair_order_reporter", "repair_order", ("reporter_id", "opened_at"), "reporter_id IS NOT NULL"),
    Index("ix_claim_lapsing", "claim", ("lapses_at",), "lapses_at IS NOT NULL"),
    Index(
        "uq_claim_active",
        "claim",
        ("person_id", "community_id", "number"),
        "state IN ('awaiting_start', 'held')",
        unique=True,
    ),
    Index("ix_ledger_entry_target", "ledger_entry", ("community_id", "target_id", "seq")),
    Index("ix_ledger_entry_source", "ledger_entry", ("community_id", "source_id", "seq")),
    Index("ix_person_phone", "person", ("phone_index",), "phone_index IS NOT NULL"),
)


def upgrade() -> None:
    _replace(OLD, NEW)
    op.create_table(
        "chat_spending",
        sa.Column("id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_spending")),
    )
    op.create_index("ix_chat_spending_at", "chat_spending", ["at"])


def downgrade() -> None:
    op.drop_index("ix_chat_spending_at", "chat_spending")
    op.drop_table("chat_spending")
    _replace(NEW, OLD)


def _replace(those: tuple[Index, ...], by: tuple[Index, ...]) -> None:
    for index in those:
        op.drop_index(index.name, index.table)
    for index in by:
        where = None if index.where is None else sa.text(index.where)
        op.create_index(
            index.name, index.table, index.columns, unique=index.unique, sqlite_where=where, postgresql_where=where
        )
