"""The resident's contact, on its way into the vault and out of it."""

import json

from bot.domain.contact import Contact


def test_a_contact_comes_back_from_the_vault_as_it_was() -> None:
    contact = Contact(name="刘运京", phone="+8613800138000", flat="2单元1401", extension="8", note="晚上打")
    assert Contact.from_json(json.loads(json.dumps(contact.to_json()))) == contact


def test_what_nobody_said_is_kept_as_unknown() -> None:
    assert Contact.from_json(Contact(phone="+8613800138000").to_json()) == Contact(phone="+8613800138000")
