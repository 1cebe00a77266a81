"""Faults of who is in a team, and of what those see who are in it no longer."""

from tests.sabotage.fault import fault

TEAM = "tests/story/test_team.py"

TEAMS = (
    fault(
        "who was removed comes back by a tap in the group",
        14,
        "bot/usecases/repairs/claiming.py",
        " and here not in books.barred\n",
        "\n",
        f"{TEAM}::test_who_is_removed_holds_nothing_and_does_not_come_back_by_a_tap[sqlite]",
    ),
    fault(
        "anybody in the world joins a team that asks nobody",
        15,
        "bot/usecases/members/applying.py",
        "        if cmd.in_group and not",
        "        if not",
        f"{TEAM}::test_where_no_yes_is_needed_the_group_comes_in_at_once_and_others_do_not[sqlite]",
    ),
    fault(
        "every member settles what is said of every other",
        14,
        "bot/usecases/members/team.py",
        '        await require_staff(tx, community.id, actor, "team")\n',
        "",
        f"{TEAM}::test_the_roster_is_for_the_team_and_staff_open_a_member[sqlite]",
    ),
    fault(
        "who has left the team is sent to the resident again",
        16,
        "bot/usecases/verdicts/judgement.py",
        "    if not await roles_in(tx, order.community_id, holder.id):\n",
        "    if False:\n",
        f"{TEAM}::test_who_has_left_keeps_the_points_and_sees_no_contact_again[sqlite]",
    ),
)
