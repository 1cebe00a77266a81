"""What the points shop allows: bounds of what staff may put on its shelf, and how long things wait."""

from datetime import timedelta

MOST_PRICE = 100_000
MOST_STOCK = 100_000
MOST_ITEMS = 500
"""Kinds of goods in one community; one shelf of more is several shops."""
MOST_WISHES = 5
"""Wishes of one person that are still open."""
LONGEST_NAME = 30
LONGEST_WISH = 30
WRONG_CODES = 5
"""Wrong pick-up codes that one member of staff may enter within `WRONG_CODES_WITHIN`."""
WRONG_CODES_WITHIN = timedelta(minutes=10)
REMINDED_BEFORE = timedelta(days=1)
UNDONE_WITHIN = timedelta(days=1)
"""How long a hand-over that was a mistake can be undone."""
SHORT_CODE, LONG_CODE = 4, 6
"""Digits of a pick-up code; the longer ones where so many are waiting that the short ones would run out."""
MOST_SHORT_CODES = 1_000
TOKEN_BYTES = 16
"""128 random bits in the QR code; as urlsafe base64 they fit Telegram's start payload."""
