"""The first tables.

Revision: 0001
Follows:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("order_event", "audit", "ledger_entry")


def _forbid_changes(table: str) -> None:
    """Rows are only ever added: whoever tries to alter or remove one is refused by the database itself."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(f"DROP FUNCTION {table}_is_append_only()")
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER {table}_no_{act.lower()}")


def upgrade() -> None:
    op.create_table(
        "chat_pause",
        sa.Column("chat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_pause")),
    )
    op.create_table(
        "community",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("chat_username", sa.String(length=64), nullable=True),
        sa.Column("thread_id", BIG, nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("digest_time", sa.String(length=5), nullable=False),
        sa.Column("digest_when_empty", sa.Boolean(), nullable=False),
        sa.Column("claim_limit", BIG, nullable=False),
        sa.Column("open_team", sa.Boolean(), nullable=False),
        sa.Column("start_grace_minutes", BIG, nullable=False),
        sa.Column("repost_after_hours", BIG, nullable=False),
        sa.Column("standard", sa.JSON(), nullable=False),
        sa.Column("standard_version", BIG, nullable=False),
        sa.Column("next_number", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("claim_limit >= 1", name=op.f("ck_community_claim_limit_is_positive")),
        sa.CheckConstraint("start_grace_minutes >= 1", name=op.f("ck_community_start_grace_is_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_community_chat_id")),
    )
    op.create_table(
        "inbox",
        sa.Column("seq", BIG, nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("update_id", BIG, nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done', 'dead')", name=op.f("ck_inbox_state_is_known")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot_id", "update_id", name=op.f("uq_inbox_bot_id_update_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_state_inbox_lease_until"), ["state", "lease_until"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=True),
        sa.Column("reach", sa.String(24), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reach IN ('unknown', 'started', 'blocked')", name=op.f("ck_person_reach_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("user_id", name=op.f("uq_person_user_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_phone_index"), ["phone_index"], unique=False)

    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "account",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("balance", BIG, nullable=False),
        sa.CheckConstraint("(kind = 'member') = (owner_id > 0)", name=op.f("ck_account_members_own_theirs")),
        sa.CheckConstraint("balance >= 0 OR kind = 'mint'", name=op.f("ck_account_balance_is_not_negative")),
        sa.CheckConstraint("kind IN ('member', 'mint')", name=op.f("ck_account_kind_is_known")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_account_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint("community_id", "kind", "owner_id", name=op.f("uq_account_community_id_kind_owner_id")),
    )
    op.create_table(
        "audit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_actor_id_person")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_audit_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_community_id_audit_at"), ["community_id", "at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("serial", BIG, autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "chat_id", "kind", "serial", name=op.f("pk_draft")),
    )
    op.create_table(
        "invite",
        sa.Column("id", BIG, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", BIG, nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('secretary', 'clerk', 'volunteer')", name=op.f("ck_invite_role_is_known")),
        sa.CheckConstraint(
            "(used_by IS NULL) = (used_at IS NULL)", name=op.f("ck_invite_used_by_somebody_at_some_time")
        ),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_invite_community_id_community")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_invite_created_by_person")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invite_used_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invite_token_hash")),
    )
    op.create_table(
        "membership",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('secretary', 'clerk', 'volunteer')", name=op.f("ck_membership_role_is_known")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_membership_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", "role", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("community_id", BIG, nullable=True),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=True),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("policy", sa.String(24), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("wanted", BIG, nullable=False),
        sa.Column("said", BIG, nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looks", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=256), nullable=True),
        sa.CheckConstraint("kind IN ('send', 'keep', 'delete')", name=op.f("ck_outbox_kind_is_known")),
        sa.CheckConstraint("policy IN ('at_least_once', 'at_most_once')", name=op.f("ck_outbox_policy_is_known")),
        sa.CheckConstraint(
            "state IN ('owed', 'sending', 'said', 'unknown', 'failed')", name=op.f("ck_outbox_state_is_known")
        ),
        sa.CheckConstraint("said <= wanted", name=op.f("ck_outbox_says_no_more_than_wanted")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_outbox_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_chat_id_outbox_message_id"), ["chat_id", "message_id"], unique=False
        )
        batch_op.create_index(
            "ix_outbox_owed",
            ["lane", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'owed'"),
            postgresql_where=sa.text("state = 'owed'"),
        )

    op.create_table(
        "repair_order",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("skill", sa.String(length=32), nullable=True),
        sa.Column("size", sa.String(24), nullable=False),
        sa.Column("urgency", sa.String(24), nullable=False),
        sa.Column("convenient", sa.Text(), nullable=True),
        sa.Column("people_needed", BIG, nullable=False),
        sa.Column("places_taken", BIG, nullable=False),
        sa.Column("points", BIG, nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("reporter_id", BIG, nullable=True),
        sa.Column("posted_by", BIG, nullable=False),
        sa.Column("card_copy", BIG, nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("finished_by", BIG, nullable=True),
        sa.Column("round", BIG, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size IN ('small', 'medium', 'large', 'huge')", name=op.f("ck_repair_order_size_is_known")),
        sa.CheckConstraint(
            "status IN ('open', 'claimed', 'done', 'closed', 'cancelled')", name=op.f("ck_repair_order_status_is_known")
        ),
        sa.CheckConstraint(
            "urgency IN ('normal', 'urgent', 'critical')", name=op.f("ck_repair_order_urgency_is_known")
        ),
        sa.CheckConstraint("people_needed >= 1", name=op.f("ck_repair_order_needs_somebody")),
        sa.CheckConstraint(
            "places_taken BETWEEN 0 AND people_needed", name=op.f("ck_repair_order_places_are_not_oversold")
        ),
        sa.CheckConstraint("points >= 0", name=op.f("ck_repair_order_points_are_not_negative")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_repair_order_community_id_community")
        ),
        sa.ForeignKeyConstraint(["finished_by"], ["person.id"], name=op.f("fk_repair_order_finished_by_person")),
        sa.ForeignKeyConstraint(["posted_by"], ["person.id"], name=op.f("fk_repair_order_posted_by_person")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_repair_order_reporter_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", name=op.f("pk_repair_order")),
    )
    with op.batch_alter_table("repair_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_repair_order_community_id_repair_order_status"), ["community_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_repair_order_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_order_reporter_id"), ["reporter_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.CheckConstraint("outcome IN ('owed', 'empty', 'skipped')", name=op.f("ck_slot_outcome_is_known")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_slot_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", "kind", "day", name=op.f("pk_slot")),
    )
    op.create_table(
        "attachment",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("file_unique_id", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=256), nullable=False),
        sa.Column("added_by", BIG, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('report', 'result')", name=op.f("ck_attachment_kind_is_known")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_attachment_added_by_person")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_attachment_community_id_number_repair_order"),
        ),
        sa.PrimaryKeyConstraint("community_id", "number", "kind", "file_unique_id", name=op.f("pk_attachment")),
    )
    op.create_table(
        "claim",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("points", BIG, nullable=True),
        sa.CheckConstraint(
            "state IN ('awaiting_start', 'held', 'released', 'lapsed', 'removed', 'fulfilled')",
            name=op.f("ck_claim_state_is_known"),
        ),
        sa.CheckConstraint("points IS NULL OR points >= 0", name=op.f("ck_claim_points_are_not_negative")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_claim_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_lapses_at"), ["lapses_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_person_id_claim_state"), ["person_id", "state"], unique=False)
        batch_op.create_index(
            "uq_claim_active",
            ["community_id", "number", "person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('awaiting_start', 'held')"),
            postgresql_where=sa.text("state IN ('awaiting_start', 'held')"),
        )

    op.create_table(
        "ledger_entry",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("target_id", BIG, nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("number", BIG, nullable=True),
        sa.Column("actor_id", BIG, nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("previous_mac", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('award')", name=op.f("ck_ledger_entry_kind_is_known")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_ledger_entry_amount_is_positive")),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_ledger_entry_moves_between_two")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_ledger_entry_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["community_id", "source_id"],
            ["account.community_id", "account.id"],
            name=op.f("fk_ledger_entry_community_id_source_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "target_id"],
            ["account.community_id", "account.id"],
            name=op.f("fk_ledger_entry_community_id_target_id_account"),
        ),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_ledger_entry_community_id_key")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_community_id_ledger_entry_target_id"),
            ["community_id", "target_id"],
            unique=False,
        )

    op.create_table(
        "order_event",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("was", sa.String(24), nullable=True),
        sa.Column("now", sa.String(24), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_order_event_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_order_event_community_id_number_repair_order"),
        ),
        sa.PrimaryKeyConstraint("community_id", "number", "seq", name=op.f("pk_order_event")),
    )

    for table in APPEND_ONLY:
        _forbid_changes(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        _allow_changes(table)
    op.drop_table("order_event")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_entry_community_id_ledger_entry_target_id"))

    op.drop_table("ledger_entry")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_claim_active",
            sqlite_where=sa.text("state IN ('awaiting_start', 'held')"),
            postgresql_where=sa.text("state IN ('awaiting_start', 'held')"),
        )
        batch_op.drop_index(batch_op.f("ix_claim_person_id_claim_state"))
        batch_op.drop_index(batch_op.f("ix_claim_lapses_at"))

    op.drop_table("claim")
    op.drop_table("attachment")
    op.drop_table("slot")
    with op.batch_alter_table("repair_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repair_order_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_repair_order_phone_index"))
        batch_op.drop_index(batch_op.f("ix_repair_order_community_id_repair_order_status"))

    op.drop_table("repair_order")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_owed", sqlite_where=sa.text("state = 'owed'"), postgresql_where=sa.text("state = 'owed'")
        )
        batch_op.drop_index(batch_op.f("ix_outbox_chat_id_outbox_message_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    op.drop_table("invite")
    op.drop_table("draft")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_community_id_audit_at"))

    op.drop_table("audit")
    op.drop_table("account")
    op.drop_table("secret")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_index"))

    op.drop_table("person")
    op.drop_table("lease")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_state_inbox_lease_until"))

    op.drop_table("inbox")
    op.drop_table("community")
    op.drop_table("chat_pause")
