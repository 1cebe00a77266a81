"""Faults of who may do what, and of how people come in."""

from tests.sabotage.fault import fault

ACTING = "bot/usecases/chats/acting.py"
JOINING = "bot/usecases/members/joining.py"
SETTING_UP = "tests/story/test_setting_up.py"
PARTIES = "tests/story/test_parties.py"

RIGHTS = (
    fault(
        "everybody is staff",
        14,
        ACTING,
        "    if not STAFF & await roles_in(tx, community_id, person.id):\n",
        "    if False:\n",
        "tests/story/test_releasing.py::test_only_staff_release_and_cancel[sqlite]",
    ),
    fault(
        "everybody is secretary",
        14,
        ACTING,
        "    if Role.SECRETARY not in await roles_in(tx, community.id, person.id):\n",
        "    if False:\n",
        "tests/story/test_settings.py::test_settings_are_for_the_secretary[sqlite]",
    ),
    fault(
        "everybody can make a group a community and be its secretary",
        15,
        JOINING,
        "        if cmd.actor.user_id not in cmd.operators:\n",
        "        if False:\n",
        f"{SETTING_UP}::test_nobody_else_can_set_a_group_up[sqlite]",
    ),
    fault(
        "staff of one community judge the orders of another",
        14,
        ACTING,
        "    await require_staff(tx, community.id, person, what)\n    return person, community",
        "    return person, community",
        "tests/story/test_rights.py::test_staff_of_one_community_are_nobody_in_another[sqlite]",
    ),
    fault(
        "a clerk can make secretaries",
        14,
        JOINING,
        "(cmd.role is Role.VOLUNTEER and roles & STAFF)",
        "roles & STAFF",
        "tests/story/test_rights.py::test_a_clerk_invites_volunteers_only[sqlite]",
    ),
    fault(
        "an administrator who hides acts as somebody",
        14,
        "bot/handlers/visit.py",
        "return user is not None and user.id == GROUP_ANONYMOUS_BOT",
        "return False",
        "tests/story/test_rights.py::test_an_administrator_who_hides_is_nobody[sqlite]",
    ),
    fault(
        "an invitation lets in everybody who has its link",
        15,
        JOINING,
        "        if invite.used_by is not None and invite.used_by != person.id:\n            raise InviteInvalid\n"
        "        gift = 0\n        if invite.used_by is None:\n",
        "        gift = 0\n        if True:\n",
        f"{SETTING_UP}::test_a_link_makes_its_first_user_a_member_and_nobody_after[sqlite]",
    ),
    fault(
        "an invitation never ends",
        15,
        JOINING,
        "invite is None or invite.expires_at <= now:",
        "invite is None:",
        f"{SETTING_UP}::test_a_link_ends_after_a_week[sqlite]",
    ),
    fault(
        "the secret of an invitation stands in the database",
        15,
        "bot/storage/ground/vault.py",
        "    return hashlib.sha256(token.encode()).hexdigest()",
        "    return token",
        f"{SETTING_UP}::test_links_are_random_and_only_their_hash_is_kept[sqlite]",
    ),
    fault(
        "somebody else's contact proves a telephone number",
        14,
        "bot/usecases/members/personal.py",
        "if cmd.contact_user_id != cmd.actor.user_id or phone is None:",
        "if phone is None:",
        "tests/story/test_asking.py::test_somebody_elses_contact_proves_nothing[sqlite]",
    ),
    fault(
        "who did the work rates it",
        14,
        "bot/storage/requests/ratings.py",
        "Person.id.not_in(worked), ",
        "",
        "tests/story/test_judging.py::test_nobody_rates_their_own_work_nor_what_they_typed_for_another[sqlite]",
    ),
    fault(
        "whoever answered for an outside party once goes on answering",
        14,
        "bot/usecases/desk/party_side.py",
        "    if party is None or party.person_id != person.id:\n",
        "    if party is None:\n",
        f"{PARTIES}::test_the_list_is_changed_and_whoever_was_removed_sees_nothing_any_more[sqlite]",
    ),
    fault(
        "a party's link lets in everybody who has it",
        15,
        "bot/usecases/desk/parties.py",
        "        if party.person_id != person.id if expires is None else expires <= now:\n",
        "        if expires is not None and expires <= now:\n",
        f"{PARTIES}::test_what_is_not_the_partys_comes_back_with_the_reason[sqlite]",
    ),
)
