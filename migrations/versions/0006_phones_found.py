"""Orders whose phones are not found by their last digits yet are found; a message knows its pictures.

What was written down and never read is written down no more.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LONG_AGO = "2000-01-01 00:00:00"
"""Stands for an instant that nobody knows any more."""
UNTAILED = "phone_index IS NOT NULL AND phone_tail IS NULL"


def upgrade() -> None:
    _phones()
    _pictures()
    _secretaries()
    _nothing_unread()


def downgrade() -> None:
    _unread()
    op.drop_column("repair_order", "secretary_told")
    _no_pictures()
    _no_phones()


def _phones() -> None:
    """The bot adds their last digits by and by, for a migration has no key; then this index is empty."""
    where = sa.text(UNTAILED)
    columns = ["community_id", "number"]
    op.create_index("ix_repair_order_untailed", "repair_order", columns, sqlite_where=where, postgresql_where=where)


def _no_phones() -> None:
    op.drop_index("ix_repair_order_untailed", "repair_order")


def _pictures() -> None:
    """Each message of an album, and what it carries, so that it can be emptied; of those of before nobody knows."""
    op.add_column("outbox", sa.Column("parts", sa.JSON(none_as_null=True), nullable=True))


def _secretaries() -> None:
    """Of which orders they have a card because it is late; until now that was told by how high it had climbed."""
    op.add_column("repair_order", sa.Column("secretary_told", sa.Boolean(), server_default=sa.false(), nullable=False))
    climbed = sa.text("UPDATE repair_order SET secretary_told = :yes WHERE rung >= 4 OR late_rung >= 2")
    op.execute(climbed.bindparams(sa.bindparam("yes", value=True, type_=sa.Boolean())))


def _no_pictures() -> None:
    op.drop_column("outbox", "parts")


def _nothing_unread() -> None:
    for table, column in (("person", "seen_at"), ("outbox", "said_at"), ("points_lapse", "announced_at")):
        op.drop_column(table, column)
    with op.batch_alter_table("sign_up") as table:
        table.drop_constraint(op.f("fk_sign_up_noted_by_person"), type_="foreignkey")
        table.drop_column("noted_by")
        table.drop_column("came_at")
    with op.batch_alter_table("no_show") as table:
        table.drop_constraint(op.f("fk_no_show_recorded_by_person"), type_="foreignkey")
        table.drop_column("recorded_by")
    with op.batch_alter_table("invite") as table:
        table.drop_constraint(op.f("ck_invite_used_by_somebody_at_some_time"), type_="check")
        table.drop_column("used_at")


def _unread() -> None:
    instant = sa.DateTime(timezone=True)
    with op.batch_alter_table("invite") as table:
        table.add_column(sa.Column("used_at", instant, nullable=True))
    op.execute("UPDATE invite SET used_at = created_at WHERE used_by IS NOT NULL")
    with op.batch_alter_table("invite") as table:
        used = "(used_by IS NULL) = (used_at IS NULL)"
        table.create_check_constraint(op.f("ck_invite_used_by_somebody_at_some_time"), used)
    _who_recorded()
    with op.batch_alter_table("sign_up") as table:
        table.add_column(sa.Column("came_at", instant, nullable=True))
        table.add_column(sa.Column("noted_by", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_sign_up_noted_by_person"), "person", ["noted_by"], ["id"])
    op.add_column("points_lapse", sa.Column("announced_at", instant, nullable=False, server_default=LONG_AGO))
    op.add_column("outbox", sa.Column("said_at", instant, nullable=True))
    op.add_column("person", sa.Column("seen_at", instant, nullable=False, server_default=LONG_AGO))


def _who_recorded() -> None:
    """The order's history says who noted a no-show."""
    with op.batch_alter_table("no_show") as table:
        table.add_column(sa.Column("recorded_by", BIG, nullable=True))
    op.execute(
        "UPDATE no_show SET recorded_by = coalesce("
        "(SELECT max(actor_id) FROM order_event WHERE order_event.community_id = no_show.community_id"
        " AND order_event.number = no_show.number AND step = 'no_show'), "
        "(SELECT person_id FROM claim WHERE claim.community_id = no_show.community_id"
        " AND claim.number = no_show.number AND claim.id = no_show.claim_id))"
    )
    with op.batch_alter_table("no_show") as table:
        table.alter_column("recorded_by", existing_type=BIG, nullable=False)
        table.create_foreign_key(op.f("fk_no_show_recorded_by_person"), "person", ["recorded_by"], ["id"])
