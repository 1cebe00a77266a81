"""Faults of the points and of what has happened."""

from tests.sabotage.fault import Edit, Fault, fault

LEDGER = "bot/storage/points/ledger.py"
CHAIN = "bot/storage/points/ledger_chain.py"
FIRST_MIGRATION = "migrations/versions/0001_first_tables.py"
POINTS_MIGRATION = "migrations/versions/0004_points_and_shop.py"
STORED = "tests/storage/test_promises.py"
LAYERS = "tests/storage/test_layers.py"
UNTOUCHABLE = f"{STORED}::test_what_happened_can_neither_be_changed_nor_removed"

POINTS = (
    fault(
        "the same work is paid twice",
        9,
        LEDGER,
        "    if paid is not None:\n        return None\n",
        "",
        f"{LAYERS}::test_the_same_work_is_paid_once_however_often_it_is_asked_for[sqlite]",
    ),
    Fault(
        "the database takes the same payment twice",
        9,
        (
            Edit("bot/models/ledger.py", '        UniqueConstraint("community_id", "key"),\n', ""),
            Edit(
                FIRST_MIGRATION,
                '        sa.UniqueConstraint("community_id", "key", name=op.f("uq_ledger_entry_community_id_key")),\n',
                "",
            ),
        ),
        (f"{LAYERS}::test_the_database_itself_refuses_what_must_not_be_there_twice[sqlite]",),
    ),
    fault(
        "points come from nowhere",
        9,
        LEDGER,
        "    await _shift(tx, entry.source, -entry.amount, for_work=undone in FOR_WORK)\n",
        "",
        f"{STORED}::test_every_balance_is_the_sum_of_its_entries[sqlite]",
    ),
    fault(
        "a member's balance may fall below zero",
        9,
        POINTS_MIGRATION,
        "NOT_NEGATIVE = \"balance + overdraft >= 0 OR kind IN ('mint', 'adjustment')\"\nFORMER",
        "NOT_NEGATIVE = \"balance + overdraft >= 0 OR kind IN ('mint', 'adjustment', 'member')\"\nFORMER",
        f"{STORED}::test_no_balance_falls_below_zero[sqlite]",
    ),
    fault(
        "ledger entries can be altered and removed",
        10,
        FIRST_MIGRATION,
        'APPEND_ONLY = ("order_event", "audit", "ledger_entry")',
        'APPEND_ONLY = ("order_event", "audit")',
        UNTOUCHABLE,
    ),
    fault(
        "altered ledger entries are not noticed",
        10,
        CHAIN,
        " or row.mac != tx.vault.ledger_mac(chained_text(row))",
        "",
        f"{STORED}::test_a_bent_ledger_names_its_first_broken_row[sqlite]",
    ),
    fault(
        "the seal of a ledger entry leaves its amount out",
        10,
        CHAIN,
        "        row.amount, row.number,",
        "        row.number,",
        f"{STORED}::test_a_bent_ledger_names_its_first_broken_row[sqlite]",
    ),
    fault(
        "an old card of the secretary's confirms what was done again since",
        2,
        "bot/usecases/repairs/closing.py",
        "    if order.round != cmd.round:\n        raise ButtonExpired\n",
        "",
        "tests/story/test_rights.py::test_a_card_of_the_first_round_does_not_confirm_the_second[sqlite]",
    ),
    fault(
        "a restore leaves the books open to changes",
        10,
        "bot/storage/upkeep/restoring.py",
        "        _switch_triggers(target, on=True)\n",
        "",
        "tests/cli/test_backup.py::test_the_books_are_the_same_wherever_they_are_restored[sqlite-into postgres]",
    ),
    fault(
        "work that was not good stays paid, and is paid again when it is done again",
        9,
        "bot/usecases/verdicts/judgement.py",
        'back, spent = await unearn(tx, order, by=None if person is None else person.id, why="reopened")',
        "back, spent = {}, {}",
        "tests/story/test_judging.py::test_a_late_word_after_the_secretarys_counts_and_may_bring_it_back_for_a_week[sqlite]",
    ),
    fault(
        "the clock rates what nobody rated",
        9,
        "bot/usecases/verdicts/judging.py",
        "Judgement(Step.EXPIRE, Part.CLOCK, None)",
        "Judgement(Step.CONFIRM, Part.STAFF, None)",
        "tests/story/test_judging.py::test_silence_is_reminded_once_and_closed_by_the_clock_which_is_no_satisfaction[sqlite]",
    ),
)
