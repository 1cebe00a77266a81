"""Faults of the list of buildings and of its posters."""

from tests.sabotage.fault import fault

USECASE = "bot/usecases/community/buildings.py"
TESTS = "tests/story/test_buildings.py"

BUILDINGS = (
    fault(
        "anybody takes buildings off the list",
        14,
        USECASE,
        'person, community = await staff_here(tx, cmd.actor, cmd.community_id, "buildings")',
        "person, community = (\n"
        "            await recognise(tx, cmd.actor), await tx.session.get_one(Community, cmd.community_id)\n"
        "        )",
        f"{TESTS}::test_only_staff_of_the_community_see_and_change_the_list[sqlite]",
    ),
    fault(
        "two taps print two piles of paper",
        2,
        USECASE,
        "{int(tx.now.timestamp()) // TWICE_SECONDS}",
        "{tx.occasion}",
        f"{TESTS}::test_two_taps_at_once_bring_one_pile_of_paper_and_a_later_wish_another[sqlite]",
    ),
)
