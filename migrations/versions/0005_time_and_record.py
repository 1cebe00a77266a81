"""Time and the record: two clocks, the ladder, appointments.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENTS = (
    "kind IN ('rating_reminder', 'closing', 'queue_answer', 'triage_reminder', 'party_reminder', 'follow_up', "
    "'unclaimed', 'late', 'pause_ends', 'eve', 'hour')"
)
FORMER_MOMENTS = (
    "kind IN ('rating_reminder', 'closing', 'queue_answer', 'triage_reminder', 'party_reminder', 'follow_up')"
)


def upgrade() -> None:
    _clocks()


def downgrade() -> None:
    _no_clocks()


def _clock_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("limits", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("claim_by", sa.DateTime(timezone=True)),
        sa.Column("finish_by", sa.DateTime(timezone=True)),
        sa.Column("rung", BIG, server_default="0", nullable=False),
        sa.Column("late_rung", BIG, server_default="0", nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True)),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.Column("paused_for", sa.String(24)),
        sa.Column("paused_note", sa.LargeBinary()),
        sa.Column("appointment_at", sa.DateTime(timezone=True)),
        sa.Column("appointment_until", sa.DateTime(timezone=True)),
    )


def _clocks() -> None:
    for column in _clock_columns():
        op.add_column("repair_order", column)
    _moments(MOMENTS)


def _no_clocks() -> None:
    op.execute("DELETE FROM due_moment WHERE kind IN ('unclaimed', 'late', 'pause_ends', 'eve', 'hour')")
    _moments(FORMER_MOMENTS)
    for column in reversed(_clock_columns()):
        op.drop_column("repair_order", column.name)


def _moments(known: str) -> None:
    with op.batch_alter_table("due_moment") as table:
        table.drop_constraint(op.f("ck_due_moment_kind_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_due_moment_kind_is_known"), known)
