"""Who somebody is in a community. One person may be several of these."""

from enum import StrEnum


class Role(StrEnum):
    """A role that is given, kept in the database and checked inside the transaction that uses it."""

    SECRETARY = "secretary"
    CLERK = "clerk"
    VOLUNTEER = "volunteer"


STAFF = frozenset({Role.SECRETARY, Role.CLERK})


class Part(StrEnum):
    """The part somebody plays for one order; the table of an order's life speaks of these."""

    STAFF = "staff"
    VOLUNTEER = "volunteer"
    HOLDER = "holder"
    REPORTER = "reporter"
    """The resident whose order it is, or who reported it for them."""
    PARTY = "party"
    """The outside party the order is with."""
    CLOCK = "clock"
