"""Points: reversals, reasons, the chain's end, service hours; polls and activities.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACCOUNTS = "kind IN ('member', 'mint', 'reserve', 'spent', 'adjustment')"
FORMER_ACCOUNTS = "kind IN ('member', 'mint')"
ENTRIES = (
    "kind IN ('award', 'manual', 'gift', 'rating', 'activity', 'donation', 'reversal', 'hold', 'spend', 'return', "
    "'expiry', 'opening')"
)
FORMER_ENTRIES = "kind IN ('award')"
NOT_NEGATIVE = "balance + overdraft >= 0 OR kind IN ('mint', 'adjustment')"
FORMER_NOT_NEGATIVE = "balance >= 0 OR kind = 'mint'"
REVERSED_ONCE = sa.text("reverses IS NOT NULL")
OF_AN_ORDER = sa.text("number IS NOT NULL")


def upgrade() -> None:
    _ledger()
    _hours()
    _by_order()
    _heads()
    _told()
    _polls()
    _activities()
    _settled()
    _lapses()
    _recognition()
    _shop()
    _wishes()
    _standards()


def downgrade() -> None:
    _no_standards()
    _no_wishes()
    _no_shop()
    _no_recognition()
    _no_lapses()
    _not_settled()
    _no_activities()
    _no_polls()
    _not_told()
    _not_by_order()
    _no_hours()
    _former_ledger()


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
    else:
        _forbid_on_sqlite(table)


def _forbid_on_sqlite(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _forget_function(table: str) -> None:
    """On PostgreSQL the trigger goes with its table; the function it called does not."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {table}_is_append_only()")


def _ledger() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("overdraft", BIG, server_default="0", nullable=False))
        table.add_column(sa.Column("worked", BIG, server_default="0", nullable=False))
        table.drop_constraint(op.f("ck_account_kind_is_known"), type_="check")
        table.drop_constraint(op.f("ck_account_balance_is_not_negative"), type_="check")
        table.create_check_constraint(op.f("ck_account_kind_is_known"), ACCOUNTS)
        table.create_check_constraint(op.f("ck_account_balance_is_not_negative"), NOT_NEGATIVE)
        table.create_check_constraint(
            op.f("ck_account_only_members_overdraw"), "overdraft >= 0 AND (overdraft = 0 OR kind = 'member')"
        )
        table.create_check_constraint(
            op.f("ck_account_members_work"), "worked >= 0 AND (worked = 0 OR kind = 'member')"
        )
    # Until now every entry was for work, and none was taken back.
    op.execute(
        "UPDATE account SET worked = (SELECT coalesce(sum(amount), 0) FROM ledger_entry AS entry "
        "WHERE entry.community_id = account.community_id AND entry.target_id = account.id) WHERE kind = 'member'"
    )
    with op.batch_alter_table("ledger_entry") as table:
        table.add_column(sa.Column("reverses", BIG, nullable=True))
        table.add_column(sa.Column("reason_mac", sa.String(64), nullable=True))
        table.drop_constraint(op.f("ck_ledger_entry_kind_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_ledger_entry_kind_is_known"), ENTRIES)
        table.create_check_constraint(
            op.f("ck_ledger_entry_reversals_name_what_they_reverse"), "(kind = 'reversal') = (reverses IS NOT NULL)"
        )
        table.create_check_constraint(
            op.f("ck_ledger_entry_what_is_done_by_hand_has_a_reason"),
            "kind NOT IN ('manual', 'reversal') OR reason_mac IS NOT NULL",
        )
    op.create_index(
        "uq_ledger_entry_reversed_once", "ledger_entry", ["community_id", "reverses"], unique=True,
        sqlite_where=REVERSED_ONCE, postgresql_where=REVERSED_ONCE,
    )  # fmt: skip
    if op.get_bind().dialect.name == "sqlite":
        _forbid_on_sqlite("ledger_entry")  # the table was copied, and its triggers were not
    op.create_table(
        "entry_reason",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "seq"],
            ["ledger_entry.community_id", "ledger_entry.seq"],
            name=op.f("fk_entry_reason_community_id_seq_ledger_entry"),
        ),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_entry_reason")),
    )
    op.create_table(
        "ledger_head",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_ledger_head_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_ledger_head")),
    )


def _former_ledger() -> None:
    op.drop_table("ledger_head")
    op.drop_table("entry_reason")
    op.drop_index("uq_ledger_entry_reversed_once", "ledger_entry")
    # What the former program has no word for cannot be unsaid: books with such entries keep their new tables.
    with op.batch_alter_table("ledger_entry") as table:
        table.drop_constraint(op.f("ck_ledger_entry_what_is_done_by_hand_has_a_reason"), type_="check")
        table.drop_constraint(op.f("ck_ledger_entry_reversals_name_what_they_reverse"), type_="check")
        table.drop_constraint(op.f("ck_ledger_entry_kind_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_ledger_entry_kind_is_known"), FORMER_ENTRIES)
        table.drop_column("reason_mac")
        table.drop_column("reverses")
    if op.get_bind().dialect.name == "sqlite":
        _forbid_on_sqlite("ledger_entry")
    with op.batch_alter_table("account") as table:
        table.drop_constraint(op.f("ck_account_members_work"), type_="check")
        table.drop_constraint(op.f("ck_account_only_members_overdraw"), type_="check")
        table.drop_constraint(op.f("ck_account_balance_is_not_negative"), type_="check")
        table.drop_constraint(op.f("ck_account_kind_is_known"), type_="check")
        table.create_check_constraint(op.f("ck_account_balance_is_not_negative"), FORMER_NOT_NEGATIVE)
        table.create_check_constraint(op.f("ck_account_kind_is_known"), FORMER_ACCOUNTS)
        table.drop_column("worked")
        table.drop_column("overdraft")


def _hours() -> None:
    op.create_table(
        "hours_entry",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("minutes", BIG, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", BIG, nullable=True),
        sa.Column("activity_id", BIG, nullable=True),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("key", sa.String(96), nullable=False),
        sa.CheckConstraint(
            "kind IN ('order', 'activity', 'manual', 'reversal')", name=op.f("ck_hours_entry_kind_is_known")
        ),
        sa.CheckConstraint(
            "minutes <> 0 AND (minutes < 0) = (kind = 'reversal')",
            name=op.f("ck_hours_entry_minutes_are_given_or_taken_back"),
        ),
        sa.CheckConstraint("(started_at IS NULL) = (ended_at IS NULL)", name=op.f("ck_hours_entry_begins_and_ends")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_hours_entry_actor_id_person")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_hours_entry_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hours_entry_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_hours_entry")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_hours_entry_community_id_key")),
    )
    op.create_index("ix_hours_entry_person", "hours_entry", ["community_id", "person_id", "at"])
    _forbid_changes("hours_entry")


def _no_hours() -> None:
    op.drop_table("hours_entry")
    _forget_function("hours_entry")


def _by_order() -> None:
    """What an order earned is looked up when it is undone."""
    for table in ("ledger_entry", "hours_entry"):
        op.create_index(
            f"ix_{table}_order", table, ["community_id", "number"],
            sqlite_where=OF_AN_ORDER, postgresql_where=OF_AN_ORDER,
        )  # fmt: skip


def _not_by_order() -> None:
    for table in ("hours_entry", "ledger_entry"):
        op.drop_index(f"ix_{table}_order", table)


def _heads() -> None:
    """Where each chain ends now. Without a proof: a migration has no key; the bot proves it at its first check."""
    op.execute(
        "INSERT INTO ledger_head (community_id, seq, mac, proof) SELECT community_id, seq, mac, '' "
        "FROM ledger_entry AS last WHERE seq = "
        "(SELECT max(seq) FROM ledger_entry AS own WHERE own.community_id = last.community_id)"
    )


SAID, ABOUT = sa.text("message_id IS NOT NULL"), sa.text("number IS NOT NULL")


def _told() -> None:
    """Who is told privately of which order; an @username that staff may name somebody by; any message found again."""
    op.create_table(
        "call_up",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.CheckConstraint("state IN ('standing', 'declined', 'over')", name=op.f("ck_call_up_state_is_known")),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["repair_order.community_id", "repair_order.number"],
            name=op.f("fk_call_up_community_id_number_repair_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_up_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "person_id", name=op.f("pk_call_up")),
    )
    op.create_index("ix_call_up_told_last", "call_up", ["person_id", "asked_at"])
    standing = sa.text("state = 'standing'")
    op.create_index(
        "ix_call_up_standing", "call_up", ["community_id", "number"], sqlite_where=standing, postgresql_where=standing
    )
    # It was on for everybody, and nothing came: from now on something does, to those who ask for it.
    op.execute("UPDATE volunteer SET notices = false")
    _notices(sa.false())
    op.add_column("person", sa.Column("username_index", sa.String(64), nullable=True))
    known = sa.text("username_index IS NOT NULL")
    op.create_index("ix_person_username", "person", ["username_index"], sqlite_where=known, postgresql_where=known)
    op.drop_index("ix_outbox_about", "outbox")
    op.create_index("ix_outbox_message", "outbox", ["chat_id", "message_id"], sqlite_where=SAID, postgresql_where=SAID)


def _notices(usual: sa.ColumnElement[bool]) -> None:
    with op.batch_alter_table("volunteer") as table:
        table.alter_column("notices", existing_type=sa.Boolean(), existing_nullable=False, server_default=usual)


def _not_told() -> None:
    op.drop_index("ix_outbox_message", "outbox")
    op.create_index("ix_outbox_about", "outbox", ["chat_id", "message_id"], sqlite_where=ABOUT, postgresql_where=ABOUT)
    op.drop_index("ix_person_username", "person")
    op.drop_column("person", "username_index")
    _notices(sa.true())
    op.drop_table("call_up")


def _polls() -> None:
    op.create_table(
        "poll",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", BIG, nullable=False),
        sa.Column("round", BIG, nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("options", sa.LargeBinary(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("invited", sa.JSON(), nullable=False),
        sa.Column("opened_by", BIG, nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("telegram_id", sa.String(32), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("voters", BIG, nullable=True),
        sa.CheckConstraint("kind IN ('deliberation', 'honour')", name=op.f("ck_poll_kind_is_known")),
        sa.CheckConstraint("state IN ('open', 'closing', 'closed', 'unsent')", name=op.f("ck_poll_state_is_known")),
        sa.CheckConstraint("(counts IS NULL) = (voters IS NULL)", name=op.f("ck_poll_is_counted_whole")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_poll_community_id_community")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_poll_opened_by_person")),
        sa.PrimaryKeyConstraint("community_id", "number", name=op.f("pk_poll")),
    )
    _partial_index("ix_poll_open", "poll", "closes_at", where="state = 'open'")
    _partial_index("uq_poll_telegram", "poll", "telegram_id", where="telegram_id IS NOT NULL", unique=True)
    op.create_table(
        "poll_vote",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["poll.community_id", "poll.number"],
            name=op.f("fk_poll_vote_community_id_number_poll"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_poll_vote_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "person_id", name=op.f("pk_poll_vote")),
    )


def _no_polls() -> None:
    op.drop_table("poll_vote")
    op.drop_table("poll")


def _activities() -> None:
    op.create_table(
        "activity",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", BIG, nullable=False),
        sa.Column("places", BIG, nullable=True),
        sa.Column("points", BIG, nullable=False),
        sa.Column("organiser_id", BIG, nullable=False),
        sa.Column("created_by", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("taken", BIG, server_default="0", nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.String(64), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", BIG, nullable=True),
        sa.CheckConstraint("kind IN ('service', 'civility', 'council')", name=op.f("ck_activity_kind_is_known")),
        sa.CheckConstraint("state IN ('open', 'ended', 'cancelled')", name=op.f("ck_activity_state_is_known")),
        sa.CheckConstraint(
            "taken >= 0 AND (places IS NULL OR taken <= places)",
            name=op.f("ck_activity_no_more_than_there_are_places"),
        ),
        sa.CheckConstraint("minutes >= 1 AND points >= 0", name=op.f("ck_activity_takes_time_and_costs_nothing")),
        sa.CheckConstraint("(code_hash IS NULL) = (code_until IS NULL)", name=op.f("ck_activity_code_has_an_end")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_activity_community_id_community")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_activity_created_by_person")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_activity_ended_by_person")),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"], name=op.f("fk_activity_organiser_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", name=op.f("pk_activity")),
    )
    _partial_index("ix_activity_remind", "activity", "remind_at", where="remind_at IS NOT NULL")
    _partial_index("ix_activity_ask", "activity", "ask_at", where="ask_at IS NOT NULL")
    _partial_index("uq_activity_code", "activity", "code_hash", where="code_hash IS NOT NULL", unique=True)
    op.create_table(
        "sign_up",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by", BIG, nullable=True),
        sa.CheckConstraint(
            "state IN ('going', 'waiting', 'left', 'came', 'absent')", name=op.f("ck_sign_up_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "number"],
            ["activity.community_id", "activity.number"],
            name=op.f("fk_sign_up_community_id_number_activity"),
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_sign_up_noted_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_up_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "number", "person_id", name=op.f("pk_sign_up")),
    )
    op.create_index("ix_sign_up_person_id", "sign_up", ["person_id"])


def _no_activities() -> None:
    op.drop_table("sign_up")
    op.drop_table("activity")


def _partial_index(name: str, table: str, column: str, *, where: str, unique: bool = False) -> None:
    op.create_index(name, table, [column], unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _settled() -> None:
    op.create_table(
        "settled_period",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("after_seq", BIG, nullable=False),
        sa.Column("until_seq", BIG, nullable=False),
        sa.Column("until_minutes", BIG, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", BIG, nullable=False),
        sa.Column("title", sa.String(128), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("lapse_months", BIG, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.CheckConstraint("ends > begins", name=op.f("ck_settled_period_ends_after_it_begins")),
        sa.CheckConstraint("until_seq >= after_seq", name=op.f("ck_settled_period_takes_entries_in_order")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_settled_period_closed_by_person")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_settled_period_community_id_community")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_settled_period")),
        sa.UniqueConstraint("community_id", "ends", name=op.f("uq_settled_period_community_id_ends")),
    )
    points = ("opening", "earned", "donated", "redeemed", "reversed", "expired", "closing", "minutes")
    op.create_table(
        "settled_line",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("period_id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        *(sa.Column(name, BIG, nullable=False) for name in points),
        sa.CheckConstraint(
            "opening + earned + donated + redeemed + reversed + expired = closing", name=op.f("ck_settled_line_adds_up")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "period_id"],
            ["settled_period.community_id", "settled_period.id"],
            name=op.f("fk_settled_line_community_id_period_id_settled_period"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_settled_line_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "period_id", "person_id", name=op.f("pk_settled_line")),
    )
    op.create_table(
        "settled_name",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("period_id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "period_id", "person_id"],
            ["settled_line.community_id", "settled_line.period_id", "settled_line.person_id"],
            name=op.f("fk_settled_name_community_id_period_id_person_id_settled_line"),
        ),
        sa.PrimaryKeyConstraint("community_id", "period_id", "person_id", name=op.f("pk_settled_name")),
    )
    op.create_index("ix_settled_name_person_id", "settled_name", ["person_id"])
    _forbid_changes("settled_period")
    _forbid_changes("settled_line")


def _not_settled() -> None:
    op.drop_table("settled_name")
    for table in ("settled_line", "settled_period"):
        op.drop_table(table)
        _forget_function(table)


def _lapses() -> None:
    op.create_table(
        "points_lapse",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("boundary", sa.Date(), nullable=False),
        sa.Column("announced", BIG, nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapsed", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("announced > 0", name=op.f("ck_points_lapse_something_was_announced")),
        sa.CheckConstraint("(ended_at IS NULL) = (lapsed IS NULL)", name=op.f("ck_points_lapse_ends_with_what_lapsed")),
        sa.CheckConstraint(
            "lapsed IS NULL OR (lapsed >= 0 AND lapsed <= announced)", name=op.f("ck_points_lapse_lapses_as_announced")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_points_lapse_community_id_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_points_lapse_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", "boundary", name=op.f("pk_points_lapse")),
    )
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_points_lapse_due", "points_lapse", ["lapses_at"], sqlite_where=running, postgresql_where=running
    )


def _no_lapses() -> None:
    op.drop_table("points_lapse")


def _recognition() -> None:
    op.create_table(
        "star",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("level", BIG, autoincrement=False, nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_star_level_is_one_to_five")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_star_community_id_community")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_star_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "person_id", "level", name=op.f("pk_star")),
    )
    op.create_table(
        "stars_seen",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_stars_seen_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_stars_seen")),
    )
    with op.batch_alter_table("volunteer") as table:
        table.add_column(sa.Column("shown_as", sa.String(24), server_default="name", nullable=False))
        table.add_column(sa.Column("ranked", sa.Boolean(), server_default=sa.true(), nullable=False))
        table.create_check_constraint(op.f("ck_volunteer_shown_as_is_known"), "shown_as IN ('name', 'title', 'number')")


def _no_recognition() -> None:
    with op.batch_alter_table("volunteer") as table:
        table.drop_constraint(op.f("ck_volunteer_shown_as_is_known"), type_="check")
        table.drop_column("ranked")
        table.drop_column("shown_as")
    op.drop_table("stars_seen")
    op.drop_table("star")


def _shop() -> None:
    op.create_table(
        "shop_item",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("price", BIG, nullable=False),
        sa.Column("stock", BIG, nullable=False),
        sa.Column("per_person", BIG, nullable=True),
        sa.Column("photo", sa.String(256), nullable=True),
        sa.Column("on_shelf", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("low_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_shop_item_stock_is_not_negative")),
        sa.CheckConstraint("price > 0", name=op.f("ck_shop_item_price_is_positive")),
        sa.CheckConstraint("per_person IS NULL OR per_person > 0", name=op.f("ck_shop_item_limit_is_positive")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_shop_item_community_id_community")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_shop_item")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_shop_item_community_id_name")),
    )
    op.create_table(
        "stock_move",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("change", BIG, nullable=False),
        sa.Column("cost", BIG, nullable=True),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("redemption_id", BIG, nullable=True),
        sa.CheckConstraint(
            "kind IN ('purchase', 'hold', 'return', 'lost', 'used', 'miscounted')",
            name=op.f("ck_stock_move_kind_is_known"),
        ),
        sa.CheckConstraint("change <> 0", name=op.f("ck_stock_move_something_moved")),
        sa.CheckConstraint(
            "cost IS NULL OR (cost >= 0 AND kind = 'purchase')", name=op.f("ck_stock_move_only_purchases_cost")
        ),
        sa.CheckConstraint(
            "(redemption_id IS NOT NULL) = (kind IN ('hold', 'return'))",
            name=op.f("ck_stock_move_holds_name_who_collects"),
        ),
        _item_key("stock_move"),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_stock_move_actor_id_person")),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_stock_move")),
    )
    op.create_index("ix_stock_move_item", "stock_move", ["community_id", "item_id", "seq"])
    _forbid_changes("stock_move")
    op.create_table(
        "redemption",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("price", BIG, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("nonce", BIG, nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", BIG, nullable=True),
        sa.CheckConstraint(
            "state IN ('held', 'handed_over', 'cancelled', 'expired')", name=op.f("ck_redemption_state_is_known")
        ),
        sa.CheckConstraint("(state = 'held') = (ended_at IS NULL)", name=op.f("ck_redemption_held_until_it_ends")),
        sa.CheckConstraint("price > 0", name=op.f("ck_redemption_price_is_positive")),
        _item_key("redemption"),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_redemption_ended_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_redemption_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_redemption")),
        sa.UniqueConstraint(
            "community_id", "person_id", "nonce", name=op.f("uq_redemption_community_id_person_id_nonce")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_redemption_token_hash")),
    )
    _partial("uq_redemption_code", "redemption", ["community_id", "code"], "state = 'held'", unique=True)
    _partial("ix_redemption_expiring", "redemption", ["expires_at"], "state = 'held'")
    _partial("ix_redemption_reminding", "redemption", ["remind_at"], "remind_at IS NOT NULL")
    op.create_index("ix_redemption_person", "redemption", ["person_id", "community_id", "item_id"])


def _item_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", "item_id"],
        ["shop_item.community_id", "shop_item.id"],
        name=op.f(f"fk_{table}_community_id_item_id_shop_item"),
    )


def _partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _no_shop() -> None:
    op.drop_table("redemption")
    op.drop_table("stock_move")
    _forget_function("stock_move")
    op.drop_table("shop_item")


def _wishes() -> None:
    op.create_table(
        "shop_wish",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("item_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.CheckConstraint("state IN ('open', 'bought', 'declined')", name=op.f("ck_shop_wish_state_is_known")),
        sa.CheckConstraint(
            "(state = 'bought') = (item_id IS NOT NULL)", name=op.f("ck_shop_wish_what_was_bought_is_named")
        ),
        _item_key("shop_wish"),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_shop_wish_community_id_community")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_shop_wish_decided_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shop_wish_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_shop_wish")),
    )
    _partial("ix_shop_wish_open", "shop_wish", ["community_id", "id"], "state = 'open'")
    op.create_table(
        "shop_wish_vote",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("wish_id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "wish_id"],
            ["shop_wish.community_id", "shop_wish.id"],
            name=op.f("fk_shop_wish_vote_community_id_wish_id_shop_wish"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shop_wish_vote_person_id_person")),
        sa.PrimaryKeyConstraint("community_id", "wish_id", "person_id", name=op.f("pk_shop_wish_vote")),
    )


def _no_wishes() -> None:
    op.drop_table("shop_wish_vote")
    op.drop_table("shop_wish")


def _standards() -> None:
    op.create_table(
        "standard_version",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", BIG, autoincrement=False, nullable=False),
        sa.Column("standard", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_standard_version_community_id_community")
        ),
        sa.PrimaryKeyConstraint("community_id", "version", name=op.f("pk_standard_version")),
    )
    # Of earlier versions only the last is known.
    op.execute(
        "INSERT INTO standard_version (community_id, version, standard, at) "
        "SELECT id, standard_version, standard, created_at FROM community"
    )
    _forbid_changes("standard_version")
    op.add_column("repair_order", sa.Column("standard_version", BIG, nullable=True))
    version = (
        "CAST(details ->> 'standard' AS INTEGER)"
        if op.get_bind().dialect.name == "postgresql"
        else "json_extract(details, '$.standard')"
    )
    op.execute(
        f"UPDATE repair_order SET standard_version = (SELECT {version} FROM order_event AS event "  # noqa: S608 - ours
        "WHERE event.community_id = repair_order.community_id AND event.number = repair_order.number "
        "AND event.seq = 1)"
    )
    op.add_column("claim", sa.Column("awarded", BIG, nullable=True))
    op.execute(
        "UPDATE claim SET awarded = (SELECT amount FROM ledger_entry AS entry "
        "WHERE entry.community_id = claim.community_id "
        "AND entry.key = 'award/' || claim.number || '/' || claim.person_id) WHERE state = 'fulfilled'"
    )


def _no_standards() -> None:
    op.drop_column("claim", "awarded")
    op.drop_column("repair_order", "standard_version")
    op.drop_table("standard_version")
    _forget_function("standard_version")
