"""Faults of taking updates in and handling each once."""

from tests.sabotage.fault import Edit, Fault, fault

FIRST_MIGRATION = "migrations/versions/0001_first_tables.py"
RECEPTION_TESTS = "tests/intake/test_reception.py"
INBOX = "bot/storage/post/inbox.py"
UOW = "bot/storage/ground/uow.py"
SETTLING = "tests/storage/test_settling.py"
LEASES = "tests/intake/test_leases.py::test_what_a_process_is_at_work_on_is_left_to_it_until_it_falls_silent[sqlite]"
DOOR = "tests/intake/test_door.py"

RECEPTION = (
    fault(
        "Telegram hears that updates have arrived before they are stored",
        1,
        "bot/intake/polling.py",
        "        try:\n            await self._reception.receive(raws)\n",
        '        self._offset = max(raw["update_id"] for raw in raws) + 1\n'
        "        try:\n            await self._reception.receive(raws)\n",
        f"{DOOR}::test_nothing_is_acknowledged_to_the_poll_before_it_is_stored[sqlite]",
    ),
    fault(
        "the webhook says 200 before the update is stored",
        1,
        "bot/intake/webhook.py",
        "        answer = await reception.deliver(raw)\n",
        "        answer = reception._tasks.start(reception.deliver(raw), name='later') and None\n",
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
            Edit(INBOX, '.on_conflict_do_nothing(index_elements=["bot_id", "update_id"])', ""),
        ),
        (f"{RECEPTION_TESTS}::test_an_update_handed_over_twice_happens_once[sqlite]",),
    ),
    fault(
        "an update that always fails is tried for ever",
        8,
        INBOX,
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
        INBOX,
        ".values(state=InboxState.DONE, payload=None)",
        ".values(state=InboxState.DONE)",
        f"{RECEPTION_TESTS}::test_the_payload_of_a_handled_update_is_not_kept[sqlite]",
    ),
    fault(
        "an update that was handled is handled again",
        2,
        INBOX,
        "_INBOX.c.state == InboxState.PENDING, ~waiting)",
        "~waiting)",
        f"{SETTLING}::test_what_was_handled_before_changes_nothing_the_second_time[sqlite]",
    ),
    fault(
        "a chat's updates overtake each other between processes",
        3,
        INBOX,
        "_INBOX.c.state == InboxState.PENDING, ~waiting)",
        "_INBOX.c.state == InboxState.PENDING)",
        f"{SETTLING}::test_an_update_waits_for_the_earlier_one_of_its_chat_wherever_that_is_handled[sqlite]",
    ),
    fault(
        "an update is never marked as done",
        2,
        UOW,
        "tx.settled = await _settle(session, self.settlement)",
        "tx.settled = frozenset(self.settlement.seqs)",
        f"{SETTLING}::test_what_was_handled_before_changes_nothing_the_second_time[sqlite]",
    ),
    fault(
        "an update is marked as done in a transaction of its own, before what it asked for",
        1,
        UOW,
        "                tx.settled = await _settle(session, self.settlement)\n",
        "                async with _session(self.database.writer) as another:\n"
        "                    tx.settled = await _settle(another, self.settlement.seqs)\n",
        f"{SETTLING}::test_what_failed_is_still_to_be_handled[postgres]",
    ),
    fault(
        "what must be said is written down after the change is committed",
        4,
        UOW,
        "            if tx.owed:\n                await write_owed(session, self.vault, now, tx.owed)\n",
        "        if tx.owed:\n"
        "            async with _session(self.database.writer) as later:\n"
        "                await write_owed(later, self.vault, now, tx.owed)\n",
        f"{SETTLING}::test_a_change_whose_messages_cannot_be_written_down_is_no_change[sqlite]",
    ),
    fault(
        "a process does not say that it is still at work on an update",
        2,
        "bot/intake/reception.py",
        "                await renew(tx.session, now, mine)\n",
        "                pass\n",
        LEASES,
    ),
    fault(
        "a process takes what another is at work on",
        2,
        INBOX,
        "    if not all_of_them:\n",
        "    if False:\n",
        LEASES,
    ),
)
