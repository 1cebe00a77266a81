"""Phones found by their last digits, which nobody without the key can read out of the database."""

from bot.domain.ids import CommunityId
from bot.storage.uow import Reading

DIGITS = 4


def phone_tail(tx: Reading, community_id: CommunityId, phone: str | None) -> str | None:
    """A keyed hash of a phone's last digits, or of these digits alone; None where there are too few.

    Another one in each community: what is known of one says nothing about the next.
    """
    digits = "".join(char for char in phone or "" if char.isdecimal())
    return tx.vault.blind_index(f"{community_id}:{digits[-DIGITS:]}") if len(digits) >= DIGITS else None
