"""Faults of taking updates in and handling each once."""

from tests.sabotage.fault import Edit, Fault, fault

FIRST_MIGRATION = "migrations/versions/0001_first_tables.py"
RECEPTION_TESTS = "tests/intake/test_reception.py"
DOOR = "tests/intake/test_door.py"

RECEPTION = (
    fault(
        "Telegram hears that updates have arrived before they are stored",
        1,
        "bot/intake/polling.py",
        "        try:\n            await self._reception.receive(raws)\n",
        '        self._offset = max(raw["update_id"] for raw in raws) + 1\n'
        "        try:\n            await self._reception.receive(raws)\n",
        f"{RECEPTION_TESTS}::test_the_poller_fetches_again_what_could_not_be_stored[sqlite]",
    ),
    fault(
        "the webhook says 200 before the update is stored",
        1,
        "bot/intake/webhook.py",
        "        await reception.receive([raw])\n",
        "        reception._tasks.start(reception.receive([raw]), name='later')\n",
        f"{DOOR}::test_what_could_not_be_stored_is_not_acknowledged[sqlite]",
    ),
    fault(
        "whoever finds the webhook's address can speak for Telegram",
        14,
        "bot/intake/webhook.py",
        "        if not hmac.compare_digest(given.encode(), secret.encode()):\n",
        "        if False:\n",
        f"{DOOR}::test_only_who_knows_the_secret_comes_in[sqlite]",
    ),
    Fault(
        "an update that is delivered again is stored again",
        2,
        (
            Edit("bot/models/intake.py", '        UniqueConstraint("bot_id", "update_id"),\n', ""),
            Edit(
                FIRST_MIGRATION,
                '        sa.UniqueConstraint("bot_id", "update_id", name=op.f("uq_inbox_bot_id_update_id")),\n',
                "",
            ),
            Edit("bot/storage/inbox.py", '.on_conflict_do_nothing(index_elements=["bot_id", "update_id"])', ""),
        ),
        (f"{RECEPTION_TESTS}::test_an_update_handed_over_twice_happens_once[sqlite]",),
    ),
    fault(
        "an update that always fails is tried for ever",
        8,
        "bot/storage/inbox.py",
        "    if row.attempts >= tries:\n",
        "    if False:\n",
        f"{DOOR}::test_the_fifth_failure_puts_an_update_aside[sqlite]",
    ),
    fault(
        "an update that always fails is tried fifty times",
        8,
        "bot/intake/reception.py",
        "TRIES = 5\n",
        "TRIES = 50\n",
        f"{DOOR}::test_the_fifth_failure_puts_an_update_aside[sqlite]",
    ),
    fault(
        "what people wrote stays in the database when it is done",
        17,
        "bot/storage/inbox.py",
        ".values(state=InboxState.DONE, payload=None)",
        ".values(state=InboxState.DONE)",
        f"{RECEPTION_TESTS}::test_the_payload_of_a_handled_update_is_not_kept[sqlite]",
    ),
)
