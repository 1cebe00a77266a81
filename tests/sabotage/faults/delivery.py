"""Faults of the outbox and of the postman."""

from tests.sabotage.fault import Fault, fault

OUTBOX = "bot/storage/post/outbox.py"
POSTMAN = "bot/delivery/postman.py"
NOTES = "bot/delivery/notes.py"
BUDGET = "bot/delivery/budget.py"
DUTY = "bot/delivery/duty.py"
LEASES = "bot/storage/ground/leases.py"
POSTMAN_TESTS = "tests/delivery/test_postman.py"
PAUSES_TESTS = "tests/delivery/test_pauses.py"
HALF_AN_HOUR = "tests/delivery/test_budget.py::test_half_an_hour_of_plenty_keeps_every_limit_and_uses_nearly_all_of_it"
LEASE_TEST = "tests/storage/test_promises.py::test_a_lease_is_held_by_one_until_it_runs_out[sqlite]"

DELIVERY: tuple[Fault, ...] = (
    fault(
        "one message a second more than Telegram takes",
        7,
        BUDGET,
        "before = PER_SECOND - messages + 1\n",
        "before = PER_SECOND - messages + 2\n",
        HALF_AN_HOUR,
    ),
    fault(
        "twenty-one messages a minute into a group",
        7,
        BUDGET,
        "PER_GROUP_MINUTE = 20\n",
        "PER_GROUP_MINUTE = 21\n",
        f"{PAUSES_TESTS}::test_the_figures_are_telegrams",
    ),
    fault(
        "who takes over does not know what went into a group this minute",
        7,
        NOTES,
        "        if letter.counts_in_group:\n",
        "        if False:\n",
        "tests/delivery/test_takeover.py::test_who_takes_over_knows_what_went_into_a_group_this_minute[sqlite]",
    ),
    fault(
        "digests go before people who wait",
        7,
        OUTBOX,
        ".order_by(_OUTBOX.c.lane, _OUTBOX.c.id)",
        ".order_by(_OUTBOX.c.lane.desc(), _OUTBOX.c.id)",
        f"{POSTMAN_TESTS}::test_people_who_wait_go_before_digests[sqlite]",
    ),
    fault(
        "what is owed to one chat hides what is owed to all others",
        19,
        POSTMAN,
        "resting=[*resting, *self._busy]",
        "resting=[]",
        "tests/hostile/test_flood.py::test_answers_that_wait_for_one_hold_up_nobody_else[sqlite]",
    ),
    fault(
        "the silence that Telegram asked for is forgotten with a restart",
        7,
        NOTES,
        "        await outbox.pause_chat(tx.session, outbox.ALL_CHATS if outcome.everywhere else row.chat_id, until)\n",
        "",
        f"{PAUSES_TESTS}::test_a_pause_holds_for_everything_in_that_chat_after_a_restart_too[sqlite]",
    ),
    fault(
        "a digest whose fate is unknown is tried again",
        5,
        NOTES,
        "isinstance(outcome, Doubtful) and letter.at_most_once:",
        "False:",
        "tests/story/test_digest.py::test_a_doubtful_digest_is_not_repeated_but_shown_to_staff[no answer-sqlite]",
    ),
    fault(
        "a digest is posted without being put down as under way",
        5,
        POSTMAN,
        "letter.at_most_once and not await self._mark_sending(row)",
        "False",
        "tests/story/test_digest.py::test_a_doubtful_digest_is_not_repeated_but_shown_to_staff[no answer-sqlite]",
    ),
    fault(
        "nobody hears of a digest that a crash interrupted",
        5,
        POSTMAN,
        '            await report_doubt(row_id, "interrupted", uow=self._uow, now=self._clock.now())\n',
        "            pass\n",
        f"{POSTMAN_TESTS}::test_a_digest_interrupted_by_a_crash_is_shown_to_staff_after_it[sqlite]",
    ),
    fault(
        "a card that somebody deleted never comes back",
        4,
        NOTES,
        "                await outbox.forget_message(tx.session, row.id)\n",
        '                await outbox.mark_ended(tx.session, row, OutState.FAILED, "gone")\n',
        f"{POSTMAN_TESTS}::test_a_card_somebody_deleted_is_posted_again_with_the_next_change[sqlite]",
    ),
    fault(
        "what changes while a card is on its way is never shown",
        4,
        OUTBOX,
        '(_OUTBOX.c.wanted == bindparam("was_wanted"), literal(OutState.SAID, Word(OutState))),',
        "(_OUTBOX.c.wanted > 0, literal(OutState.SAID, Word(OutState))),",
        f"{PAUSES_TESTS}::test_a_change_while_the_card_is_on_its_way_is_shown_after_it[sqlite]",
    ),
    fault(
        "who cannot be reached holds an order for ever",
        4,
        NOTES,
        "        elif isinstance(outcome, Unreachable) and row.chat_id > 0:\n",
        "        elif False:\n",
        f"{POSTMAN_TESTS}::test_a_blocked_bot_is_noted_and_the_message_comes_when_they_are_back[sqlite]",
    ),
    fault(
        "a process that was held up delivers beside the one that took over",
        7,
        DUTY,
        "self.alone or self._clock.monotonic() < self._until",
        "self.alone or self._until > 0",
        "tests/delivery/test_takeover.py::test_who_was_held_up_does_not_go_on_delivering_unasked[sqlite]",
    ),
    fault(
        "the duty to deliver is not renewed in time",
        7,
        DUTY,
        "RENEW_SECONDS = 1.0\n",
        "RENEW_SECONDS = 4.0\n",
        "tests/delivery/test_takeover.py::test_a_renewal_that_comes_late_once_does_not_cost_the_duty[sqlite]",
    ),
    fault(
        "a lease that has run out is never free",
        4,
        LEASES,
        "Lease.owner == owner, Lease.until <= now, ",
        "Lease.owner == owner, ",
        LEASE_TEST,
    ),
    fault(
        "a lease is taken from whoever still holds it",
        7,
        LEASES,
        "where=or_(Lease.owner == owner, ",
        'where=or_(Lease.owner != "", ',
        LEASE_TEST,
    ),
)
