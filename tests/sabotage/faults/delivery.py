"""Faults of the outbox and of the postman."""

from tests.sabotage.fault import Fault, fault

OUTBOX = "bot/storage/outbox.py"
POSTMAN = "bot/delivery/postman.py"
BUDGET = "bot/delivery/budget.py"
POSTMAN_TESTS = "tests/delivery/test_postman.py"
HALF_AN_HOUR = "tests/delivery/test_budget.py::test_half_an_hour_of_plenty_keeps_every_limit_and_uses_nearly_all_of_it"

DELIVERY: tuple[Fault, ...] = (
    fault(
        "one message a second more than Telegram takes",
        7,
        BUDGET,
        "if len(self._all) >= PER_SECOND:",
        "if len(self._all) > PER_SECOND:",
        HALF_AN_HOUR,
    ),
    fault(
        "twenty-one messages a minute into a group",
        7,
        BUDGET,
        "PER_GROUP_MINUTE = 20\n",
        "PER_GROUP_MINUTE = 21\n",
        "tests/delivery/test_pauses.py::test_the_figures_are_telegrams",
    ),
    fault(
        "digests go before people who wait",
        7,
        OUTBOX,
        ".order_by(OutboxMessage.lane, OutboxMessage.id)",
        ".order_by(OutboxMessage.lane.desc(), OutboxMessage.id)",
        f"{POSTMAN_TESTS}::test_people_who_wait_go_before_digests[sqlite]",
    ),
    fault(
        "the silence that Telegram asked for is forgotten with a restart",
        7,
        POSTMAN,
        "            await outbox.pause_chat(tx.session, chat, until)\n",
        "",
        "tests/delivery/test_pauses.py::test_a_pause_holds_for_everything_in_that_chat_after_a_restart_too[sqlite]",
    ),
    fault(
        "a digest whose fate is unknown is tried again",
        5,
        POSTMAN,
        "isinstance(outcome, Doubtful) and row.policy is Policy.AT_MOST_ONCE:",
        "False:",
        "tests/story/test_digest.py::test_a_doubtful_digest_is_not_repeated_but_shown_to_staff[sqlite]",
    ),
    fault(
        "a card that somebody deleted never comes back",
        4,
        POSTMAN,
        "            await self._send_anew(row)\n",
        '            await self._end(row, OutState.FAILED, "gone")\n',
        f"{POSTMAN_TESTS}::test_a_card_somebody_deleted_is_posted_again_with_the_next_change[sqlite]",
    ),
    fault(
        "what changes while a card is on its way is never shown",
        4,
        OUTBOX,
        "(OutboxMessage.wanted == row.wanted, literal(OutState.SAID, Word(OutState))),",
        "(OutboxMessage.wanted > 0, literal(OutState.SAID, Word(OutState))),",
        "tests/delivery/test_pauses.py::test_a_change_while_the_card_is_on_its_way_is_shown_after_it[sqlite]",
    ),
    fault(
        "a lease that has run out is never free",
        4,
        "bot/storage/leases.py",
        "or_(Lease.owner == owner, Lease.until <= now)",
        "or_(Lease.owner == owner, Lease.until < Lease.until)",
        "tests/storage/test_promises.py::test_a_lease_is_held_by_one_until_it_runs_out[sqlite]",
    ),
    fault(
        "a lease is taken from whoever still holds it",
        7,
        "bot/storage/leases.py",
        "            where=or_(Lease.owner == owner, Lease.until <= now),\n",
        "",
        "tests/storage/test_promises.py::test_a_lease_is_held_by_one_until_it_runs_out[sqlite]",
    ),
    fault(
        "who cannot be reached holds an order for ever",
        4,
        POSTMAN,
        "        elif isinstance(outcome, Unreachable) and row.chat_id > 0:\n",
        "        elif False:\n",
        f"{POSTMAN_TESTS}::test_a_blocked_bot_is_noted_and_the_message_comes_when_they_are_back[sqlite]",
    ),
)
