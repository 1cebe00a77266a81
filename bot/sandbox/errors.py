"""What the pretend Telegram refuses, in Telegram's words, and what people cannot do in it."""

from http import HTTPStatus
from typing import Any

Json = dict[str, Any]

_PREFIXES: dict[int, str] = {
    400: "Bad Request: ",
    403: "Forbidden: ",
    409: "Conflict: ",
    500: "Internal Server Error: ",
}


def described(code: int, message: str) -> str:
    """The description as the server words it: a prefix by code, and the message begun in lower case.

    A message whose second character is an underscore or a capital (BUTTON_DATA_INVALID) stays as it is
    (tdlib/telegram-bot-api, Client.cpp).
    """
    shouted = len(message) > 1 and (message[1] == "_" or message[1].isupper())
    begun = message if shouted else message[:1].lower() + message[1:]
    return _PREFIXES.get(code, "") + begun


class RefusalError(Exception):
    """The server's "no" to one call: the HTTP code, the description and the parameters it carries."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class BreachError(RefusalError):
    """A call that no Bot API would know: refused, and kept in the world's list of breaches."""


class NotPossibleError(AssertionError):
    """A person tried what no Telegram client would let them do; the message says what they saw instead."""


def bad_request(message: str, **parameters: Any) -> RefusalError:
    """400 with `message` worded as the server does."""
    return RefusalError(HTTPStatus.BAD_REQUEST, described(400, message), parameters)


def breach(message: str) -> BreachError:
    """400 for an unknown method, parameter or field, or one of the wrong type; `message` says which."""
    return BreachError(HTTPStatus.BAD_REQUEST, described(400, message))


def forbidden(message: str) -> RefusalError:
    """403 with `message` worded as the server does."""
    return RefusalError(HTTPStatus.FORBIDDEN, described(403, message))


def conflict(message: str) -> RefusalError:
    """409 with `message` worded as the server does."""
    return RefusalError(HTTPStatus.CONFLICT, described(409, message))


def too_many_requests(retry_after: int) -> RefusalError:
    """429: come back in as many seconds."""
    return RefusalError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
