"""Sealing what is personal, and the keyed hashes that find or prove it without opening it.

Sealing is Fernet (AES-128-CBC with HMAC-SHA256); the first of the operator's keys seals, every one opens.
The two keys for hashes are made once, kept in the database and sealed themselves, so that changing the
operator's key changes neither an index nor a chain.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

INDEX_KEY = "index"
LEDGER_KEY = "ledger"
HASH_KEYS = (INDEX_KEY, LEDGER_KEY)
HASH_KEY_BYTES = 32


class WrongKeyError(Exception):
    """None of the operator's keys opens what this database holds."""


KeySource = Callable[[], Sequence[bytes]]
"""Says what the operator's keys are by now: the first seals, every one opens."""


class Sealer:
    """Seals and opens with the operator's keys (urlsafe base64, 32 bytes each).

    The operator may put a new key before the present one while programs run. With a `source` each of them takes it up:
    at the latest when it meets something that it cannot open yet, because another one has sealed it already.
    """

    source: KeySource | None = None

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._use(keys)

    def _use(self, keys: Sequence[bytes]) -> None:
        self._keys = tuple(keys)
        self._first = Fernet(self._keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in self._keys])

    def take_up_keys(self) -> bool:
        """Seal with the keys there are by now, if they are others; whether they are.

        Keys among which the present one is missing are somebody's mistake: what was sealed until now would be lost.
        """
        keys = self._keys if self.source is None else tuple(self.source())
        if keys == self._keys or self._keys[0] not in keys:
            return False
        self._use(keys)
        return True

    @property
    def keys(self) -> tuple[str, ...]:
        """The operator's keys, for another process of this program alone."""
        return tuple(key.decode() for key in self._keys)

    def seal(self, text: str) -> bytes:
        """Text that only a holder of the key can read."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text `seal` was given.

        Raises:
            WrongKeyError: it was sealed with another key, or altered since.
        """
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            if self.take_up_keys():
                return self.open(sealed)
            raise WrongKeyError from error

    def is_fresh(self, sealed: bytes) -> bool:
        """Whether it was sealed with the first key."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def sealed_anew(self, sealed: bytes) -> bytes | None:
        """The same, sealed with the first key; None: no key opens it."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            return None

    def seal_json(self, value: Any) -> bytes:
        """A JSON value, sealed."""
        return self.seal(json.dumps(value, separators=(",", ":")))

    def open_json(self, sealed: bytes) -> Any:
        """The JSON value `seal_json` was given."""
        return json.loads(self.open(sealed))


class Vault(Sealer):
    """A sealer that also knows the database's hash keys."""

    def __init__(self, keys: Sequence[bytes], *, index_key: bytes, ledger_key: bytes) -> None:
        super().__init__(keys)
        self._index_key = index_key
        self._ledger_key = ledger_key

    def open_or_none(self, sealed: bytes | None) -> str | None:
        """The text, or None where there is none."""
        return None if sealed is None else self.open(sealed)

    def seal_or_none(self, text: str | None) -> bytes | None:
        """Sealed, or None where there is nothing to seal."""
        return None if text is None else self.seal(text)

    def blind_index(self, phone: str) -> str:
        """The same phone (E.164) gives the same 64 hexadecimal digits, and nobody without the key can tell which."""
        return hmac.new(self._index_key, phone.encode(), hashlib.sha256).hexdigest()

    def ledger_mac(self, text: str) -> str:
        """64 hexadecimal digits that only a holder of the key can have made for this text."""
        return hmac.new(self._ledger_key, text.encode(), hashlib.sha256).hexdigest()


def new_hash_key() -> str:
    """A fresh key for hashes, hexadecimal."""
    return secrets.token_hex(HASH_KEY_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a link's random token (at least 128 bit, so a plain hash cannot be searched)."""
    return hashlib.sha256(token.encode()).hexdigest()
