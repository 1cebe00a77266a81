"""Time and the record: clocks, the ladder, appointments; grids; proved histories, repairs of before, phones found.

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
    _histories()
    _tails()
    _past()
    _grids()
    _figures()
    _doubts()


def downgrade() -> None:
    _no_doubts()
    _no_figures()
    _no_grids()
    _no_past()
    _no_tails()
    _no_histories()
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


def _partial_index(name: str, table: str, *columns: str, where: str) -> None:
    op.create_index(name, table, list(columns), sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _histories() -> None:
    """Each step proves the one before it. What there is already is counted: so many steps are without a proof."""
    op.add_column("order_event", sa.Column("mac", sa.String(64), nullable=True))
    op.create_table(
        "history_mark",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("unproved", BIG, nullable=False),
        sa.Column("steps", BIG, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_history_mark_community_id_community")
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_history_mark")),
    )
    op.execute(
        "INSERT INTO history_mark (community_id, unproved, steps, until, proof) "
        "SELECT community_id, count(*), count(*), max(at), '' FROM order_event GROUP BY community_id"
    )


def _no_histories() -> None:
    op.drop_table("history_mark")
    op.drop_column("order_event", "mac")


def _tails() -> None:
    """The last digits of the phones that there are: a migration has no key; the bot adds them by and by."""
    op.add_column("repair_order", sa.Column("phone_tail", sa.String(64), nullable=True))
    _partial_index("ix_repair_order_tail", "repair_order", "community_id", "phone_tail", where="phone_tail IS NOT NULL")


def _no_tails() -> None:
    op.drop_index("ix_repair_order_tail", "repair_order")
    op.drop_column("repair_order", "phone_tail")


def _past() -> None:
    op.create_table(
        "sheet_import",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('read', 'taking', 'done', 'dropped', 'undone')", name=op.f("ck_sheet_import_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_sheet_import_community_id_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_import_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_sheet_import")),
    )
    _partial_index("ix_sheet_import_taking", "sheet_import", "community_id", where="state = 'taking'")
    op.create_table(
        "sheet_page",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("import_id", BIG, autoincrement=False, nullable=False),
        sa.Column("page", BIG, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["sheet_import.community_id", "sheet_import.id"],
            name=op.f("fk_sheet_page_community_id_import_id_sheet_import"),
        ),
        sa.PrimaryKeyConstraint("community_id", "import_id", "page", name=op.f("pk_sheet_page")),
    )
    _past_repairs()


def _past_repairs() -> None:
    op.create_table(
        "past_repair",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("import_id", BIG, nullable=False),
        sa.Column("row", BIG, nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(64), nullable=True),
        sa.Column("phone_tail", sa.String(64), nullable=True),
        sa.Column("volunteers", sa.LargeBinary(), nullable=True),
        sa.Column("volunteer_id", BIG, nullable=True),
        sa.Column("repaired_on", sa.Date(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("points", BIG, nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scrubbed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("points IS NULL OR points >= 0", name=op.f("ck_past_repair_points_are_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_past_repair_community_id_community")),
        sa.ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["sheet_import.community_id", "sheet_import.id"],
            name=op.f("fk_past_repair_community_id_import_id_sheet_import"),
        ),
        sa.ForeignKeyConstraint(["volunteer_id"], ["person.id"], name=op.f("fk_past_repair_volunteer_id_person")),
        sa.PrimaryKeyConstraint("community_id", "fingerprint", name=op.f("pk_past_repair")),
    )
    op.create_index("ix_past_repair_import", "past_repair", ["community_id", "import_id"])
    op.create_index("ix_past_repair_day", "past_repair", ["community_id", "repaired_on"])
    _partial_index("ix_past_repair_phone", "past_repair", "phone_index", where="phone_index IS NOT NULL")
    _partial_index("ix_past_repair_tail", "past_repair", "community_id", "phone_tail", where="phone_tail IS NOT NULL")
    _partial_index("ix_past_repair_volunteer", "past_repair", "volunteer_id", where="volunteer_id IS NOT NULL")
    _partial_index("ix_past_repair_personal", "past_repair", "taken_at", "community_id", where="scrubbed_at IS NULL")


def _no_past() -> None:
    for table in ("past_repair", "sheet_page", "sheet_import"):
        op.drop_table(table)


def _grids() -> None:
    op.create_table(
        "grid",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("steward_id", BIG, nullable=True),
        sa.Column("repair_id", BIG, nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_grid_community_id_community")),
        sa.ForeignKeyConstraint(["steward_id"], ["person.id"], name=op.f("fk_grid_steward_id_person")),
        sa.ForeignKeyConstraint(["repair_id"], ["person.id"], name=op.f("fk_grid_repair_id_person")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_grid")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_grid_community_id_name")),
    )
    with op.batch_alter_table("building") as table:
        table.add_column(sa.Column("grid_id", BIG, nullable=True))
        table.create_foreign_key(
            op.f("fk_building_community_id_grid_id_grid"),
            "grid",
            ["community_id", "grid_id"],
            ["community_id", "id"],
        )
    op.add_column("repair_order", sa.Column("grid_id", BIG, nullable=True))
    op.add_column("repair_order", sa.Column("card_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("volunteer", sa.Column("digest", sa.Boolean(), server_default=sa.false(), nullable=False))


def _no_grids() -> None:
    op.drop_column("volunteer", "digest")
    op.drop_column("repair_order", "card_from")
    op.drop_column("repair_order", "grid_id")
    with op.batch_alter_table("building") as table:
        table.drop_constraint(op.f("fk_building_community_id_grid_id_grid"), type_="foreignkey")
        table.drop_column("grid_id")
    op.drop_table("grid")


def _figures() -> None:
    """A report reads its own period, however much there is before it."""
    op.create_index("ix_repair_order_reported", "repair_order", ["community_id", "reported_at"])
    op.create_index("ix_ledger_entry_at", "ledger_entry", ["community_id", "at"])
    op.create_index("ix_hours_entry_at", "hours_entry", ["community_id", "at"])


def _no_figures() -> None:
    op.drop_index("ix_hours_entry_at", "hours_entry")
    op.drop_index("ix_ledger_entry_at", "ledger_entry")
    op.drop_index("ix_repair_order_reported", "repair_order")


def _doubts() -> None:
    """The few messages nobody knows the fate of are counted every day and named to staff."""
    _partial_index("ix_outbox_unknown", "outbox", "community_id", "not_before", where="state = 'unknown'")


def _no_doubts() -> None:
    op.drop_index("ix_outbox_unknown", "outbox")
