"""One call from arrival to answer: token, fault, method, record. Both faces bring their calls here."""

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from bot.sandbox.api.declaring import Described, read_arguments
from bot.sandbox.api.methods import METHODS
from bot.sandbox.calls import Call
from bot.sandbox.errors import BreachError, RefusalError, breach
from bot.sandbox.faults import Ending, Fault
from bot.sandbox.files import Upload
from bot.sandbox.world import World

MAX_TOKEN = 80
JSON_TYPE = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What goes back: status, body, headers, and how the connection ends."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: JSON_TYPE)
    ending: Ending = Ending.ANSWER


def _encoded(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _refused(refusal: RefusalError) -> Answer:
    headers = dict(JSON_TYPE)
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return Answer(refusal.code, _encoded(refusal.as_json()), headers)


def _accepted(result: object) -> Answer:
    body: dict[str, object] = {"ok": True}
    if isinstance(result, Described):
        body |= {"result": result.result, "description": result.description}
    else:
        body["result"] = result
    return Answer(HTTPStatus.OK, _encoded(body))


def _check_token(world: World, token: str) -> None:
    number, colon, _ = token.partition(":")
    if token.startswith("0") or len(token) > MAX_TOKEN or not colon or not number.isdigit():
        raise RefusalError(HTTPStatus.UNAUTHORIZED, "Unauthorized: invalid token specified")
    if token != world.bot.token:
        raise RefusalError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def _shown(raw: Mapping[str, Any], files: Mapping[str, Upload]) -> dict[str, Any]:
    return dict(raw) | {f"file {name}": f"{upload.name} {len(upload.content)} B" for name, upload in files.items()}


async def _perform(world: World, call: Call, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> object:
    method = METHODS.get(call.method.lower())
    if method is None:
        raise breach(f"the sandbox knows no method {call.method}")
    call.method = method.name
    outcome = method.run(world, **read_arguments(method, raw, files))
    return await outcome if inspect.isawaitable(outcome) else outcome


async def _act(world: World, call: Call, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Answer:
    try:
        result = await _perform(world, call, raw, files)
    except RefusalError as refusal:
        call.refusal = refusal
        if isinstance(refusal, BreachError):
            world.breaches.append(f"{call.method}: {refusal.description}")
        return _refused(refusal)
    call.acted = True
    call.result = result.result if isinstance(result, Described) else result
    return _accepted(result)


def _ended(fault: Fault, answer: Answer) -> Answer:
    if fault.ending is Ending.GATEWAY:
        title = f"{fault.code} {HTTPStatus(fault.code).phrase}"
        page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>{title}</body>\r\n</html>\r\n"
        return Answer(fault.code, page.encode(), {"Content-Type": "text/html"})
    if fault.ending is Ending.TRUNCATED:
        return Answer(answer.status, answer.body[: len(answer.body) // 2], answer.headers, Ending.TRUNCATED)
    return Answer(answer.status, answer.body, answer.headers, fault.ending)


async def _with_fault(
    world: World, call: Call, fault: Fault, raw: Mapping[str, Any], files: Mapping[str, Upload]
) -> Answer:
    call.fault = fault.name
    if fault.delay:
        await world.clock.sleep(fault.delay)
    if fault.refusal is not None:
        call.refusal = fault.refusal
        return _refused(fault.refusal)
    answer = await _act(world, call, raw, files) if fault.acts else Answer(HTTPStatus.OK, b"")
    return _ended(fault, answer)


async def answer_call(
    world: World,
    token: str,
    method: str,
    raw: Mapping[str, Any],
    files: Mapping[str, Upload] | None = None,
    *,
    by_reply: bool = False,
) -> Answer:
    """What the Bot API answers.

    Args:
        world: the world that is asked.
        token: from the path, percent-decoded.
        method: from the path, in any case.
        raw: the parameters by name: strings of a form or a query, or JSON values.
        files: the files of a form by the names of their parts.
        by_reply: whether it stands in the reply to a delivery; then nobody hears the answer.
    """
    try:
        _check_token(world, token)
    except RefusalError as refusal:
        return _refused(refusal)
    uploads = files or {}
    known = METHODS.get(method.lower())
    name = known.name if known is not None else method
    call = world.calls.open(name, _shown(raw, uploads), world.clock.now(), by_reply=by_reply)
    for look in world.before_call:
        look(call)
    fault = world.faults.take(name, raw.get("chat_id"))
    if fault is None:
        answer = await _act(world, call, raw, uploads)
    else:
        answer = await _with_fault(world, call, fault, raw, uploads)
    world.bell.ring()
    return answer


def answer_download(world: World, token: str, path: str) -> Answer:
    """The bytes behind a file_path."""
    try:
        _check_token(world, token)
    except RefusalError as refusal:
        return _refused(refusal)
    file = world.files.by_path.get(path)
    if file is None:
        return _refused(RefusalError(HTTPStatus.NOT_FOUND, "Not Found"))
    return Answer(HTTPStatus.OK, file.upload.content, {"Content-Type": "application/octet-stream"})
