"""Residents: what they report and follow, what they think of it; outside parties; the team; moments that fall due.

Revision: 0003
Follows: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUSES = (
    "status IN ('submitted', 'open', 'claimed', 'done', 'redirected', 'closed', 'rejected', 'merged', 'cancelled')"
)
FORMER_STATUSES = "status IN ('open', 'claimed', 'done', 'closed', 'cancelled')"
CLAIM_STATES = "state IN ('awaiting_start', 'held', 'released', 'lapsed', 'removed', 'passed_on', 'fulfilled')"
FORMER_CLAIM_STATES = "state IN ('awaiting_start', 'held', 'released', 'lapsed', 'removed', 'fulfilled')"
PARTIAL = {
    "repair_order": (
        ("ix_repair_order_unfinished", ("community_id", "status"), "ended_at IS NULL", False),
        ("ix_repair_order_ended", ("community_id", "ended_at"), "ended_at IS NOT NULL", False),
        ("ix_repair_order_phone", ("phone_index", "opened_at"), "phone_index IS NOT NULL", False),
        ("ix_repair_order_reporter", ("reporter_id", "opened_at"), "reporter_id IS NOT NULL", False),
    ),
    "claim": (
        ("uq_claim_active", ("person_id", "community_id", "number"), "state IN ('awaiting_start', 'held')", True),
        ("ix_claim_lapsing", ("lapses_at",), "lapses_at IS NOT NULL", False),
    ),
}
"""Indexes over part of a table: put aside while SQLite copies the table, since a copy may lose their conditions."""
RESERVED = "places_reserved BETWEEN 0 AND people_needed - places_taken"
PERSONAL = "ended_at IS NOT NULL AND scrubbed_at IS NULL"
FULFILLED = "state IN ('fulfilled')"
MEDIA = "media IN ('photo', 'voice', 'video', 'document')"
ABOUT_ORDERS = "'order_card', 'job', 'job_photos', 'review', 'review_photo', 'news', 'notice'"
"""What is said about one order."""
FINDS = {"ix_outbox_order": ["community_id", "number"], "ix_outbox_about": ["chat_id", "message_id"]}
"""How what was said about an order is found again: by the order, or by the message."""
NEW_TABLES = (
    "due_moment", "no_show", "handover", "queue_place", "join_request", "volunteer", "relayed", "follow_up", "rating",
    "watcher", "residence", "party", "building",
)  # fmt: skip


def upgrade() -> None:
    _places()
    _residents()
    _team()
    _moments()
    op.add_column("attachment", sa.Column("media", sa.String(24), server_default="photo", nullable=False))
    with op.batch_alter_table("attachment") as table:
        table.create_check_constraint(op.f("ck_attachment_media_is_known"), MEDIA)
    _name_orders_in_the_outbox()
    # What was done is no longer asked for: the questions that still stand have nobody who would hear the answer.
    op.execute("DELETE FROM draft WHERE kind = 'finish'")
    op.execute("DELETE FROM outbox WHERE topic = 'draft_finish'")
    op.add_column("community", sa.Column("practice", sa.JSON(), server_default="{}", nullable=False))
    _let_the_clock_pay()
    _put_aside("repair_order", "claim")
    _orders()
    with op.batch_alter_table("claim") as table:
        table.drop_constraint(op.f("ck_claim_state_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_claim_state_is_known"), CLAIM_STATES)
        for column in _new_claim_columns():
            table.add_column(column)
        table.create_foreign_key(op.f("fk_claim_given_by_person"), "person", ["given_by"], ["id"])
    # Looked at once the program runs: by then it is known how long a silence may last.
    op.execute("UPDATE claim SET silent_at = taken_at WHERE state IN ('awaiting_start', 'held')")
    _put_back("repair_order", "claim")
    personal = sa.text(PERSONAL)
    op.create_index(
        "ix_repair_order_personal", "repair_order", ["ended_at", "community_id"],
        sqlite_where=personal, postgresql_where=personal,
    )  # fmt: skip
    silent = sa.text("silent_at IS NOT NULL")
    op.create_index("ix_claim_silent", "claim", ["silent_at"], sqlite_where=silent, postgresql_where=silent)
    op.create_index(
        "ix_claim_fulfilled", "claim", ["community_id", "person_id"],
        sqlite_where=sa.text(FULFILLED), postgresql_where=sa.text(FULFILLED),
    )  # fmt: skip


def _name_orders_in_the_outbox() -> None:
    """Keys of messages about an order have its number as their third part: job/1/1024/1."""
    op.add_column("outbox", sa.Column("number", BIG, nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        rest = "substr(key, instr(key, '/') + 1)"
        number = f"CAST(substr({rest}, instr({rest}, '/') + 1) AS INTEGER)"
    else:
        number = "CAST(split_part(key, '/', 3) AS BIGINT)"
    op.execute(f"UPDATE outbox SET number = {number} WHERE topic IN ({ABOUT_ORDERS})")  # noqa: S608 - words of ours
    for name, columns in FINDS.items():
        condition = sa.text("number IS NOT NULL")
        op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)


def _new_order_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("kind", sa.String(24), server_default="repair", nullable=False),
        sa.Column("area", sa.String(24)),
        sa.Column("on_behalf", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("party_id", BIG),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("merged_into", BIG),
        sa.Column("closed_by", sa.String(24)),
        sa.Column("scrubbed_at", sa.DateTime(timezone=True)),
        sa.Column("reported_at", sa.DateTime(timezone=True)),
        sa.Column("places_reserved", BIG, server_default="0", nullable=False),
    )


def _new_claim_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("given_by", BIG),
        sa.Column("silent_at", sa.DateTime(timezone=True)),
        sa.Column("reminded", BIG, server_default="0", nullable=False),
    )


def _orders() -> None:
    for column in _new_order_columns():
        op.add_column("repair_order", column)
    op.execute("UPDATE repair_order SET reported_at = opened_at")
    op.execute("UPDATE repair_order SET closed_by = 'staff' WHERE status = 'closed'")
    with op.batch_alter_table("repair_order") as table:
        table.alter_column("reported_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.drop_constraint(op.f("ck_repair_order_status_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_repair_order_status_is_known"), STATUSES)
        table.create_check_constraint(
            op.f("ck_repair_order_kind_is_known"), "kind IN ('repair', 'hazard', 'wish', 'opinion')"
        )
        table.create_check_constraint(
            op.f("ck_repair_order_area_is_known"), "area IS NULL OR area IN ('home', 'public')"
        )
        table.create_check_constraint(op.f("ck_repair_order_only_free_places_are_reserved"), RESERVED)


def _let_the_clock_pay() -> None:
    """The ledger's actor may be nobody; SQLite copies the table for that and forgets its triggers."""
    with op.batch_alter_table("ledger_entry") as table:
        table.alter_column("actor_id", existing_type=BIG, nullable=True)
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS ledger_entry_no_{act.lower()} BEFORE {act} ON ledger_entry "
                "BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END"
            )


def _put_aside(*tables: str) -> None:
    for table in tables:
        for name, *_ in PARTIAL[table]:
            op.drop_index(name, table)


def _put_back(*tables: str) -> None:
    for table in tables:
        for name, columns, where, unique in PARTIAL[table]:
            condition = sa.text(where)
            op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_index("ix_repair_order_personal", "repair_order")
    op.drop_index("ix_claim_silent", "claim")
    op.drop_index("ix_claim_fulfilled", "claim")
    _put_aside("repair_order", "claim")
    # What the former program has no word for: it waits for somebody again, or it has ended.
    op.execute("UPDATE repair_order SET status = 'open' WHERE status IN ('submitted', 'redirected')")
    op.execute("UPDATE repair_order SET status = 'cancelled' WHERE status IN ('rejected', 'merged')")
    op.execute("UPDATE claim SET state = 'released' WHERE state = 'passed_on'")
    with op.batch_alter_table("claim") as table:
        table.drop_constraint(op.f("ck_claim_state_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_claim_state_is_known"), FORMER_CLAIM_STATES)
        table.drop_constraint(op.f("fk_claim_given_by_person"), type_="foreignkey")
        for column in _new_claim_columns():
            table.drop_column(column.name)
    with op.batch_alter_table("repair_order") as table:
        table.drop_constraint(op.f("ck_repair_order_status_is_known"), type_="check")
        table.drop_constraint(op.f("ck_repair_order_kind_is_known"), type_="check")
        table.drop_constraint(op.f("ck_repair_order_area_is_known"), type_="check")
        table.drop_constraint(op.f("ck_repair_order_only_free_places_are_reserved"), type_="check")
        table.create_check_constraint(op.f("ck_repair_order_status_is_known"), FORMER_STATUSES)
        for column in _new_order_columns():
            table.drop_column(column.name)
    _put_back("repair_order", "claim")
    op.drop_column("community", "practice")
    for name in FINDS:
        op.drop_index(name, "outbox")
    op.drop_column("outbox", "number")
    with op.batch_alter_table("attachment") as table:
        table.drop_constraint(op.f("ck_attachment_media_is_known"), type_="check")
        table.drop_column("media")
    for table in NEW_TABLES:
        op.drop_table(table)
    # The ledger's actor may go on being nobody: entries are never changed, and the former program only reads it.


def _places() -> None:
    op.create_table(
        "building",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_building_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_building")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_building_community_id_name")),
    )
    op.create_table(
        "party",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("token_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("kind IN ('property', 'street', 'hotline', 'other')", name=op.f("ck_party_kind_is_known")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_party_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_party_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_party")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_party_token_hash")),
    )


def _residents() -> None:
    op.create_table(
        "residence",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("flat", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_residence_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_residence_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_residence")),
    )
    op.create_index("ix_residence_person_id", "residence", ["person_id"])
    op.create_table(
        "watcher",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_watcher_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_watcher_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "person_id", name=op.f("pk_watcher")),
    )
    op.create_index("ix_watcher_person_id", "watcher", ["person_id"])
    op.create_table(
        "rating",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("round", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=True),
        sa.Column("comment", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('satisfied', 'fair', 'redo')", name=op.f("ck_rating_verdict_is_known")),
        sa.CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 5", name=op.f("ck_rating_one_to_five_stars")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_rating_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "round", "person_id", name=op.f("pk_rating")),
    )
    op.create_table(
        "follow_up",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("round", BIG, autoincrement=False, nullable=False),
        sa.Column("attempt", BIG, autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(24), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("called_by", BIG, nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "result IS NULL OR result IN ('reached', 'no_answer', 'satisfied', 'redo')",
            name=op.f("ck_follow_up_result_is_known"),
        ),
        sa.CheckConstraint(
            "(result IS NULL) = (called_at IS NULL)", name=op.f("ck_follow_up_called_when_there_is_a_result")
        ),
        sa.ForeignKeyConstraint(["called_by"], ["person.id"], name=op.f("fk_follow_up_called_by_person")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_follow_up_community_id_number_repair_order"),
        ),
        sa.PrimaryKeyConstraint("community_id", "number", "round", "attempt", name=op.f("pk_follow_up")),
    )
    op.create_index(
        "ix_follow_up_due",
        "follow_up",
        ["community_id", "due_at"],
        sqlite_where=sa.text("result IS NULL"),
        postgresql_where=sa.text("result IS NULL"),
    )
    op.create_table(
        "relayed",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("from_id", BIG, nullable=False),
        sa.Column("to_id", BIG, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_relayed_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_relayed_from_id_person")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_relayed_to_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "seq", name=op.f("pk_relayed")),
    )


def _team() -> None:
    op.create_table(
        "volunteer",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("skills", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("buildings", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("party_member", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("resting", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("notices", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("shows_phone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_volunteer_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_volunteer_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_volunteer")),
    )
    op.create_table(
        "join_request",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('secretary', 'clerk', 'volunteer')", name=op.f("ck_join_request_role_is_known")),
        sa.CheckConstraint("state IN ('pending', 'approved', 'declined')", name=op.f("ck_join_request_state_is_known")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_join_request_community_id_community")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_join_request_decided_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_join_request_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_join_request")),
    )
    op.create_table(
        "queue_place",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'asked', 'accepted', 'declined', 'expired', 'left')",
            name=op.f("ck_queue_place_state_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_queue_place_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_queue_place_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "person_id", name=op.f("pk_queue_place")),
    )
    in_line = sa.text("state IN ('asked', 'waiting')")
    op.create_index(
        "ix_queue_place_in_line", "queue_place", ["person_id"], sqlite_where=in_line, postgresql_where=in_line
    )
    op.create_table(
        "handover",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("to_id", BIG, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'withdrawn')", name=op.f("ck_handover_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "number", "claim_id"],
            ["claim.community_id", "claim.number", "claim.id"],
            name=op.f("fk_handover_community_id_number_claim_id_claim"),
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_handover_to_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "claim_id", "to_id", name=op.f("pk_handover")),
    )
    op.create_index(
        "uq_handover_offered",
        "handover",
        ["community_id", "number", "claim_id"],
        unique=True,
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.create_table(
        "no_show",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("recorded_by", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("contested", sa.LargeBinary(), nullable=True),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("decided_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "number", "claim_id"],
            ["claim.community_id", "claim.number", "claim.id"],
            name=op.f("fk_no_show_community_id_number_claim_id_claim"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_no_show_decided_by_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_no_show_recorded_by_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "claim_id", name=op.f("pk_no_show")),
    )


def _moments() -> None:
    op.create_table(
        "due_moment",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rating_reminder', 'closing', 'queue_answer', 'triage_reminder', 'party_reminder', 'follow_up')",
            name=op.f("ck_due_moment_kind_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_due_moment_community_id_number_repair_order"),
        ),
        sa.PrimaryKeyConstraint("community_id", "number", "kind", "subject", name=op.f("pk_due_moment")),
    )
    op.create_index("ix_due_moment_at", "due_moment", ["at"])
