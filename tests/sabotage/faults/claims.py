"""Faults of claiming, giving back and lapsing."""

from tests.sabotage.fault import Edit, Fault, fault

BOOKS = "bot/storage/repairs/claim_books.py"
THIRD_MIGRATION = "migrations/versions/0003_residents_and_team.py"
FIRST_MIGRATION = "migrations/versions/0001_first_tables.py"
THIRD_MIGRATION = "migrations/versions/0003_residents_and_team.py"
PROMISES = "tests/storage/test_promises.py"
CLAIMING = "tests/story/test_claiming.py"
RELEASING = "tests/story/test_releasing.py"
QUEUEING = "tests/story/test_queueing.py"

CLAIMS = (
    fault(
        "a place is given without asking whether one is free",
        3,
        BOOKS,
        ", Order.status == Status.OPEN, places_free() > 0)",
        ", Order.status == Status.OPEN)",
        "tests/storage/test_layers.py::test_a_full_order_gives_no_place_even_where_its_status_lags_behind[sqlite]",
    ),
    fault(
        "a place is given without asking whether the order is open",
        3,
        BOOKS,
        ", Order.status == Status.OPEN, places_free() > 0)",
        ", places_free() > 0)",
        f"{CLAIMING}::test_a_done_or_cancelled_order_cannot_be_claimed_by_an_old_button[sqlite]",
    ),
    Fault(
        "nothing keeps more people from winning than an order needs",
        3,
        (
            Edit(BOOKS, ", Order.status == Status.OPEN, places_free() > 0)", ")"),
            Edit(FIRST_MIGRATION, "places_taken BETWEEN 0 AND people_needed", "places_taken >= 0"),
            Edit(THIRD_MIGRATION, "BETWEEN 0 AND people_needed - places_taken", ">= 0"),
        ),
        (f"{PROMISES}::test_of_forty_claims_at_the_same_instant_as_many_win_as_there_are_places[sqlite]",),
    ),
    fault(
        "a place that is kept for who was asked goes to whoever taps",
        3,
        BOOKS,
        " - Order.places_reserved",
        "",
        f"{QUEUEING}::test_who_comes_too_late_queues_and_is_asked_in_turn[sqlite]",
    ),
    fault(
        "who was not asked may say yes",
        14,
        "bot/usecases/repairs/queueing.py",
        "    if place is None or place.state is not QueueState.ASKED:\n        return False\n",
        "    if place is None:\n        return False\n",
        f"{QUEUEING}::test_no_answer_in_time_asks_the_next_and_then_everybody[sqlite]",
    ),
    fault(
        "a colleague who was not asked takes a place over",
        14,
        "bot/usecases/repairs/passing_on.py",
        "if offer is None or offer.state is not HandoverState.OFFERED:",
        "if offer is None:",
        "tests/story/test_passing_on.py::test_only_the_last_one_asked_may_say_yes_and_nobody_else[sqlite]",
    ),
    fault(
        "who passed an order on keeps the resident's telephone number",
        16,
        "bot/usecases/repairs/passing_on.py",
        "    owe_job(tx, order, claim, holder.user_id)\n",
        "",
        "tests/story/test_passing_on.py::test_a_colleague_who_says_yes_takes_the_place_over[sqlite]",
    ),
    Fault(
        "the database lets one person hold an order twice",
        3,
        (
            Edit("bot/models/claims.py", "            unique=True,\n", ""),
            Edit(
                THIRD_MIGRATION,
                """"state IN ('awaiting_start', 'held')", True),""",
                """"state IN ('awaiting_start', 'held')", False),""",
            ),
        ),
        ("tests/storage/test_layers.py::test_the_database_itself_refuses_what_must_not_be_there_twice[sqlite]",),
    ),
    fault(
        "the winner's second tap takes a second place",
        2,
        "bot/usecases/repairs/claiming.py",
        "    if cmd.number in books.held[here]:\n",
        "    if False:\n",
        f"{CLAIMING}::test_a_second_tap_by_the_winner_is_told_so[sqlite]",
    ),
    fault(
        "everybody may hold one order more than is allowed",
        3,
        "bot/usecases/repairs/claiming.py",
        ">= community.claim_limit:",
        "> community.claim_limit:",
        f"{CLAIMING}::test_nobody_holds_more_orders_than_the_limit[sqlite]",
    ),
    fault(
        "somebody's claims at one instant do not wait for each other",
        3,
        BOOKS,
        ".with_for_update(key_share=True)",
        "",
        f"{PROMISES}::test_one_person_claiming_everything_at_once_stays_within_the_limit[postgres]",
    ),
    fault(
        "several of a crowd get the same place",
        3,
        "bot/usecases/repairs/claiming.py",
        "waits = cmd.actor.user_id in people or order in orders",
        "waits = cmd.actor.user_id in people",
        f"{CLAIMING}::test_of_fifty_who_tap_at_once_one_wins_and_the_others_hear_who[sqlite]",
    ),
    fault(
        "who taps everything at one instant gets everything",
        3,
        BOOKS,
        "        self.unfinished[community_id, person.id] += 1\n",
        "",
        "tests/story/test_crowds.py::test_of_one_persons_taps_on_everything_as_many_win_as_they_may_hold[sqlite]",
    ),
    fault(
        "a tap that was decided before is decided again in a crowd",
        2,
        "bot/usecases/repairs/claiming.py",
        " if seq in tx.settled}",
        "}",
        "tests/storage/test_settling.py"
        "::test_claims_that_were_decided_before_are_not_decided_again_among_others[sqlite]",
    ),
    fault(
        "a stranger learns where a resident lives, by a button of their own making",
        14,
        "bot/usecases/repairs/claiming.py",
        "community.open_team and cmd.actor.chat_id == community.chat_id and here",
        "community.open_team and here",
        "tests/story/test_rights.py::test_an_order_is_claimed_in_its_own_group_only[sqlite]",
    ),
    fault(
        "the place of a winner who never comes stays taken",
        4,
        "bot/jobs.py",
        '        await self._guarded("lapsing claims", self._lapse(now))\n',
        "",
        f"{CLAIMING}::test_a_claim_lapses_when_start_is_never_pressed_and_the_card_says_so[sqlite]",
    ),
    fault(
        "a place that is given back is not free",
        3,
        "bot/models/orders.py",
        "        self.places_taken -= 1\n",
        "",
        f"{RELEASING}::test_who_cannot_come_gives_the_place_back_and_the_contact_with_it[sqlite]",
    ),
    fault(
        "who gives an order back keeps the resident's telephone number",
        16,
        "bot/usecases/repairs/releasing.py",
        "    owe_job(tx, order, claim, holder.user_id)\n    await offer_again",
        "    await offer_again",
        f"{RELEASING}::test_who_cannot_come_gives_the_place_back_and_the_contact_with_it[sqlite]",
    ),
    fault(
        "who is done keeps the resident's telephone number",
        16,
        "bot/views/orders.py",
        "    if order.status not in (Status.OPEN, Status.CLAIMED):\n",
        "    if False:\n",
        "tests/story/test_main_job.py::test_the_holder_sees_no_contact_any_more_once_it_is_over[sqlite]",
    ),
)
