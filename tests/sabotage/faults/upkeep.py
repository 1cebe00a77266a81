"""Faults of upgrades, backups, configuration and translation."""

from tests.sabotage.fault import fault

MIGRATING = "bot/storage/migrating.py"
BACKUP = "tests/cli/test_backup.py"

UPKEEP = (
    fault(
        "several processes migrate one PostgreSQL at once",
        12,
        MIGRATING,
        '    if connection.dialect.name == "postgresql":\n',
        "    if False:\n",
        "tests/storage/test_one_at_a_time.py::test_who_migrates_waits_for_whoever_migrates_already[postgres]",
    ),
    fault(
        "several processes migrate one SQLite file at once",
        12,
        MIGRATING,
        '    if parsed.get_backend_name() == "sqlite":\n        return FileLock',
        "    if False:\n        return FileLock",
        "tests/storage/test_one_at_a_time.py::test_who_migrates_waits_for_whoever_migrates_already[sqlite]",
    ),
    fault(
        "a database of a later program is migrated backwards",
        12,
        "bot/storage/revisions.py",
        "    if revision is not None and revision not in known_revisions():\n",
        "    if False:\n",
        "tests/cli/test_run.py::test_a_newer_database_is_left_alone",
    ),
    fault(
        "the schema is not what the models say",
        12,
        "migrations/versions/0002_indexes_for_many_orders.py",
        '    Index("ix_person_phone", "person", ("phone_index",), "phone_index IS NOT NULL"),\n',
        "",
        "tests/storage/test_promises.py::test_the_migrations_make_what_the_models_say[sqlite]",
    ),
    fault(
        "a backup is a copy of the file while the program writes into it",
        13,
        "bot/storage/backup.py",
        'old.backup(new, pages=PAGES, progress=lambda _, left, total: report("copying", total - left, total))',
        "copy.write_bytes(source.read_bytes())",
        f"{BACKUP}::test_the_books_are_the_same_wherever_they_are_restored[sqlite-into sqlite]",
    ),
    fault(
        "a backup sealed with another key is restored",
        13,
        "bot/storage/checkup.py",
        "        await _verify_books(path, keys, now, called)\n        return revision",
        "        return revision",
        f"{BACKUP}::test_another_key_does_not_open_a_backup[sqlite]",
    ),
    fault(
        "a database that is in use is replaced",
        13,
        "bot/storage/restoring.py",
        "    with only_process(path), FileLock",
        "    with FileLock",
        f"{BACKUP}::test_a_database_in_use_is_not_replaced",
    ),
    fault(
        "two programs work on one SQLite file",
        3,
        "bot/storage/occupancy.py",
        "        lock.acquire(timeout=0)\n",
        "        pass\n",
        f"{BACKUP}::test_a_database_in_use_is_not_replaced",
    ),
    fault(
        "a question can change what it asks about",
        4,
        "bot/storage/engine.py",
        '"PRAGMA query_only = ON"',
        '"PRAGMA query_only = OFF"',
        "tests/storage/test_promises.py::test_reading_cannot_write[sqlite]",
    ),
    fault(
        "what was acknowledged is lost when the power goes",
        1,
        "bot/storage/engine.py",
        '"PRAGMA synchronous = FULL"',
        '"PRAGMA synchronous = OFF"',
        "tests/storage/test_layers.py::test_what_is_committed_is_on_the_disk[sqlite]",
    ),
    fault(
        "a misspelt setting is passed over in silence",
        20,
        "bot/settings.py",
        'extra="forbid"',
        'extra="ignore"',
        "tests/test_config.py::test_an_unknown_section_is_refused",
    ),
    fault(
        "a sentence has no English",
        20,
        "bot/views/locales/en/LC_MESSAGES/weixiu.po",
        'msgstr "Confirm"',
        'msgstr ""',
        "tests/views/test_catalogue.py::test_every_message_is_translated_in_every_form",
    ),
)
