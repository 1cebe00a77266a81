"""Faults by which something is seen that must not be, or does what must only be read."""

from tests.sabotage.fault import fault

LOGGED = "tests/test_log.py::test_no_canary_reaches_the_log"
STORED = "tests/storage/test_promises.py"

SECRECY = (
    fault(
        "what people write is markup on the card",
        18,
        "bot/views/templates/order_card.j2",
        "{{ order.what|clip(1000) }}",
        "{{ order.what|clip(1000)|safe }}",
        "tests/story/test_posting.py::test_what_people_write_cannot_be_taken_for_markup[sqlite]",
    ),
    fault(
        "a volunteer's name is markup on the card",
        18,
        "bot/views/templates/order_card.j2",
        "{{ words.listing(holders) }}",
        "{{ words.listing(holders)|safe }}",
        "tests/views/test_screens.py::test_what_people_write_is_shown_as_they_wrote_it_and_never_as_tags",
    ),
    fault(
        "the resident's telephone number stands on the card in the group",
        16,
        "bot/usecases/repairs/posting.py",
        "        what=details.what,\n        skill=details.skill,\n        size=details.size,\n",
        '        what=f"{details.what} {details.phone}",\n        skill=details.skill,\n        size=details.size,\n',
        "tests/story/test_main_job.py::test_nothing_personal_is_ever_said_in_the_group[sqlite]",
    ),
    fault(
        "the line with the resident's address and number stays in the group",
        16,
        "bot/usecases/repairs/posting.py",
        "        _take_down(tx, community, cmd)\n",
        "",
        "tests/story/test_main_job.py::test_the_typed_order_with_its_personal_data_is_taken_down[sqlite]",
    ),
    fault(
        "the bot's token stands in the log",
        16,
        "bot/log.py",
        '        text = TOKEN.sub("[token]", text)\n',
        "",
        LOGGED,
    ),
    fault(
        "telephone numbers stand in the log",
        16,
        "bot/log.py",
        'return MAINLAND.sub("[phone]", INTERNATIONAL.sub("[phone]", text))',
        'return INTERNATIONAL.sub("[phone]", text)',
        LOGGED,
    ),
    fault(
        "a masked telephone number shows its middle",
        16,
        "bot/language/persons/phones.py",
        "digits[: len(digits) - 2 * _TAIL] + _MASK + digits[-_TAIL:]",
        "digits[:-_TAIL] + _MASK + digits[-_TAIL:]",
        "tests/language/test_phones.py::test_a_mask_hides_the_middle_of_every_mobile_number",
    ),
    fault(
        "names, telephone numbers and flats lie readable on the disk",
        16,
        "bot/storage/ground/vault.py",
        "        return self._fernet.encrypt(text.encode())",
        '        return text.encode() + b"\\0" + self._fernet.encrypt(b"")',
        f"{STORED}::test_names_phones_and_flats_are_not_in_the_database[sqlite]",
    ),
    fault(
        "after the key is changed nothing old can be read",
        17,
        "bot/storage/ground/vault.py",
        "MultiFernet([Fernet(key) for key in self._keys])",
        "MultiFernet([Fernet(key) for key in self._keys[:1]])",
        f"{STORED}::test_a_new_key_before_the_old_one_opens_everything[sqlite]",
    ),
    fault(
        "everybody on the machine can read the database",
        16,
        "bot/storage/ground/migrating.py",
        "os.O_WRONLY, 0o600",
        "os.O_WRONLY, 0o644",
        f"{STORED}::test_a_new_sqlite_file_is_its_owners_alone",
    ),
)
