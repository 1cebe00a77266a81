"""A method's signature is its declaration: which parameters it takes, of which type, and which it needs.

The parameters arrive as strings (forms), as JSON values (JSON bodies) or as files; here they become what the
signature says, and whatever does not fit is a breach that names itself.
"""

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, TypedDict, Union, get_args, get_origin, get_type_hints

from bot.sandbox.errors import Json, bad_request, breach
from bot.sandbox.files import Upload

ChatId = int | str
FileSource = Upload | str
_TRUE = {"true", "yes", "1"}
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}
_ATTACHED = "attach://"


class Sending(TypedDict, total=False):
    """What every method that sends understands besides its own parameters."""

    message_thread_id: int
    disable_notification: bool
    protect_content: bool
    message_effect_id: str
    allow_paid_broadcast: bool
    reply_parameters: Json
    reply_markup: Json


@dataclass(frozen=True)
class Described:
    """A result that comes with a description beside it."""

    result: object
    description: str


@dataclass(frozen=True)
class Parameter:
    """One parameter: a type from the signature, None left out."""

    name: str
    type: Any
    required: bool


@dataclass(frozen=True)
class Method:
    """One method of the table; `run` takes the world and the parameters and may be a coroutine function."""

    name: str
    run: Callable[..., Any]
    parameters: Mapping[str, Parameter]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType} and NoneType in get_args(hint):
        left = tuple(arg for arg in get_args(hint) if arg is not NoneType)
        return Union[left]  # noqa: UP007 - built from a tuple
    return hint


def declared(function: Callable[..., Any]) -> Method:
    """The method a function is: sendMessage from send_message(world, *, chat_id, text, ...)."""
    hints = get_type_hints(function)
    parameters: dict[str, Parameter] = {}
    for name, spec in list(inspect.signature(function).parameters.items())[1:]:
        if spec.kind is inspect.Parameter.VAR_KEYWORD:
            shared = get_type_hints(get_args(hints[name])[0])
            parameters |= {key: Parameter(key, hint, required=False) for key, hint in shared.items()}
        else:
            required = spec.default is inspect.Parameter.empty
            parameters[name] = Parameter(name, _without_none(hints[name]), required)
    return Method(_camel(function.__name__), function, parameters)


def table(functions: Iterable[Callable[..., Any]]) -> dict[str, Method]:
    """Methods by name in lower case, as the server looks them up."""
    methods = [declared(function) for function in functions]
    return {method.name.lower(): method for method in methods}


def _attached(value: Any, files: Mapping[str, Upload]) -> Any:
    if isinstance(value, dict):
        return {key: _attached(item, files) for key, item in value.items()}
    if isinstance(value, list):
        return [_attached(item, files) for item in value]
    if isinstance(value, str) and value.startswith(_ATTACHED):
        part = value.removeprefix(_ATTACHED)
        if part not in files:
            raise bad_request(f"file part {part} not found")  # the form named a part it did not bring
        return files[part]
    return value


def _to_bool(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in _TRUE


def _to_chat_id(value: Any) -> ChatId:
    text = str(value).strip()
    return int(text) if text.lstrip("-").isdigit() else text


def _to_nested(value: Any, outer: type) -> Any:
    read = json.loads(value) if isinstance(value, str) else value
    if not isinstance(read, outer):
        raise TypeError
    return read


def converted(value: Any, wanted: Any) -> Any:
    """`value` as the signature wants it.

    Raises:
        TypeError, ValueError: it cannot be read so.
    """
    if wanted == ChatId:
        return _to_chat_id(value)
    if wanted == FileSource:
        return value
    if wanted is bool:
        return _to_bool(value)
    if wanted in {int, float, str}:
        return wanted(value)
    outer = get_origin(wanted) or wanted
    read = _to_nested(value, outer)
    if outer is list and get_args(wanted)[0] in {int, str}:
        return [get_args(wanted)[0](item) for item in read]
    return read


def read_arguments(method: Method, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> dict[str, Any]:
    """The parameters of a call, typed.

    Args:
        method: whose.
        raw: by name: strings from a form, or JSON values.
        files: uploads by part name; a part may be named like the parameter or be pointed at by attach://.

    Raises:
        RefusalError: one is missing, unknown or unreadable; unknown and unreadable ones are breaches.
    """
    given = {name: upload for name, upload in files.items() if name in method.parameters} | dict(raw)
    if unknown := sorted(set(given) - set(method.parameters)):
        raise breach(f"the sandbox knows no parameter {', '.join(unknown)} of {method.name}")
    arguments: dict[str, Any] = {}
    for name, value in given.items():
        parameter = method.parameters[name]
        try:
            arguments[name] = _attached(converted(value, parameter.type), files)
        except (TypeError, ValueError):
            raise breach(f'can\'t parse parameter "{name}" of {method.name}: {value!r}') from None
    for parameter in method.parameters.values():
        if parameter.required and arguments.get(parameter.name, "") == "":
            if parameter.name in _MISSING:
                raise bad_request(_MISSING[parameter.name])
            raise breach(f'parameter "{parameter.name}" of {method.name} is required')
    return arguments
