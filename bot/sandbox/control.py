"""The control endpoints under /sandbox/…: a harness in another process acts, looks, and makes trouble.

    GET  /sandbox/world                        people, groups, the bot, the time, breaches
    POST /sandbox/people                       {"first_name", "language_code", "user_id", "phone", …}
    POST /sandbox/groups                       {"title", "members": [ids], "supergroup", "is_forum"}
    POST /sandbox/people/{id or name}/{verb}   its arguments: a message as {"chat_id", "id"}, bytes in base64
    POST /sandbox/chats/{id}/{verb}            the same for a group: add_bot, promote_bot, migrate, …
    POST /sandbox/taps                         {"people": [ids], "words", "under": {…}}: all at once
    GET  /sandbox/taps/{query id}?wait=5       what was answered, waiting for it
    GET  /sandbox/chats/{id}/messages?all=1    messages with their buttons; all: deleted ones too
    GET  /sandbox/chats/{id}/screen?for=id     the chat as text
    GET  /sandbox/chats/{id}/wait?text=…       the newest message that says so; also &button=…&seconds=5
    GET  /sandbox/calls?after=0&method=…       every call of the bot after that number
    POST /sandbox/faults                       {"kind": "refuse", "method": "sendMessage", "code": 403, …}
    DELETE /sandbox/faults
    POST /sandbox/stream                       {"repeat": 0.2, "reorder": 0.2, "seed": 1}
    POST /sandbox/malformed                    an update nobody can read, or the body's
    POST /sandbox/clock                        {"seconds": 3600}: move on
    POST /sandbox/settings                     {"budgets", "privacy", "answer_window", …}

What no client could do is answered 409, what does not exist 404, both with {"error"}.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import ShiftedClock, StillClock
from bot.sandbox import control_acts as acts
from bot.sandbox.control_views import chat_view, message_view, person_view, world_view
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.faults import StreamFaults
from bot.sandbox.messages import Message
from bot.sandbox.world import World

FAULTS = frozenset({"refuse", "time_out", "reset", "truncate", "fail", "slow"})
Endpoint = Callable[[Request], Awaitable[Response]]


async def _body(request: Request) -> Json:
    body = await request.json() if await request.body() else {}
    if not isinstance(body, dict):
        raise NotPossibleError("a JSON object is expected")
    return body


def _answering(endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (acts.UnknownNameError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 404)
        except (NotPossibleError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 409)

    return answer


class Control:
    """The endpoints over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def world(self, _: Request) -> Response:
        """Everything but the messages."""
        return JSONResponse(world_view(self._world))

    async def add_person(self, request: Request) -> Response:
        """A new account."""
        return JSONResponse(person_view(self._world.person(**await _body(request))))

    async def add_group(self, request: Request) -> Response:
        """A new group or supergroup."""
        body = await _body(request)
        members = [acts.person_of(self._world, name) for name in body.pop("members", [])]
        title, found = body.pop("title"), self._world.group
        if body.pop("supergroup", False):
            found = self._world.supergroup
        return JSONResponse(chat_view(found(title, members, **body)))

    async def person_acts(self, request: Request) -> Response:
        """Somebody does something."""
        name, verb = request.path_params["name"], request.path_params["verb"]
        return JSONResponse(acts.outcome_view(acts.person_acts(self._world, name, verb, await _body(request))))

    async def group_acts(self, request: Request) -> Response:
        """Something happens in a group."""
        chat_id, verb = request.path_params["chat_id"], request.path_params["verb"]
        return JSONResponse(acts.outcome_view(acts.group_acts(self._world, chat_id, verb, await _body(request))))

    async def tap_together(self, request: Request) -> Response:
        """Several people tap the same button, before the bot hears of the first."""
        body = await _body(request)
        under = acts.message_of(self._world, body["under"])
        people = [acts.person_of(self._world, name) for name in body["people"]]
        return JSONResponse([person.taps(body["words"], under=under).as_json() for person in people])

    async def tap(self, request: Request) -> Response:
        """One tap and its answer."""
        tap = self._world.taps[request.path_params["tap_id"]]
        if "wait" in request.query_params:
            await tap.wait(float(request.query_params["wait"]))
        return JSONResponse(tap.as_json())

    async def messages(self, request: Request) -> Response:
        """The messages of a chat."""
        chat = acts.chat_of(self._world, request.path_params["chat_id"])
        shown = chat.history.values() if "all" in request.query_params else chat.messages
        return JSONResponse([message_view(message) for message in shown])

    async def screen(self, request: Request) -> Response:
        """A chat as text."""
        chat = acts.chat_of(self._world, request.path_params["chat_id"])
        person = acts.person_of(self._world, name) if (name := request.query_params.get("for")) else None
        return PlainTextResponse(self._world.screen(chat, person))

    async def wait(self, request: Request) -> Response:
        """The newest message with these words and such a button, once there is one."""
        chat = acts.chat_of(self._world, request.path_params["chat_id"])
        asked = request.query_params
        text, button = asked.get("text", ""), asked.get("button", "")

        def fits(message: Message) -> bool:
            pressed = not button or any(button in words for words in message.button_texts)
            return text in message.text and pressed

        def newest() -> Message | None:
            return next((message for message in reversed(chat.messages) if fits(message)), None)

        what = f"{text!r} with {button!r} in {chat.id}"
        found = await self._world.until(newest, seconds=float(asked.get("seconds", "5")), what=what)
        return JSONResponse(message_view(found))

    async def calls(self, request: Request) -> Response:
        """Calls after a number, of one method or all."""
        after, method = int(request.query_params.get("after", "0")), request.query_params.get("method")
        calls = [call for call in self._world.calls.calls[after:] if method in {None, call.method}]
        return JSONResponse([call.as_json() for call in calls])

    async def add_fault(self, request: Request) -> Response:
        """Let something go wrong."""
        body = await _body(request)
        kind = body.pop("kind")
        if kind not in FAULTS:
            raise acts.UnknownNameError(f"there is no fault {kind!r}; there are {', '.join(sorted(FAULTS))}")
        getattr(self._world.faults, kind)(**body)
        return JSONResponse({"waiting": len(self._world.faults.waiting)})

    async def clear_faults(self, _: Request) -> Response:
        """Nothing goes wrong any more."""
        self._world.faults.clear()
        return JSONResponse({"waiting": 0})

    async def stream(self, request: Request) -> Response:
        """Repeat and reorder updates."""
        body = await _body(request)
        self._world.faults.stream = StreamFaults(
            float(body.get("repeat", 0)), float(body.get("reorder", 0)), int(body.get("seed", 0))
        )
        return JSONResponse(body)

    async def malformed(self, request: Request) -> Response:
        """Queue an update nobody can read."""
        return JSONResponse({"update_id": self._world.malformed_update(await _body(request) or None)})

    async def move_clock(self, request: Request) -> Response:
        """Go forward in time."""
        clock = self._world.clock
        if not isinstance(clock, StillClock | ShiftedClock):
            raise NotPossibleError("this world runs on the machine's own clock")
        clock.move(timedelta(seconds=float((await _body(request))["seconds"])))
        self._world.updates.bell.ring()
        return JSONResponse({"now": clock.now().isoformat()})

    async def change_settings(self, request: Request) -> Response:
        """Budgets, privacy mode, and what Telegram does not publish."""
        body = await _body(request)
        self._world.limits.on = bool(body.pop("budgets", self._world.limits.on))
        self._world.bot.privacy = bool(body.pop("privacy", self._world.bot.privacy))
        for name, value in body.items():
            if name not in vars(self._world.settings):
                raise acts.UnknownNameError(f"there is no setting {name!r}")
            setattr(self._world.settings, name, value)
        view: dict[str, Any] = {"budgets": self._world.limits.on, "privacy": self._world.bot.privacy}
        return JSONResponse(view | vars(self._world.settings))


def control_routes(world: World) -> list[Route]:
    """The routes, the more particular ones first."""
    control = Control(world)
    table: list[tuple[str, str, Endpoint]] = [
        ("GET", "/world", control.world),
        ("POST", "/people", control.add_person),
        ("POST", "/people/{name}/{verb}", control.person_acts),
        ("POST", "/groups", control.add_group),
        ("GET", "/chats/{chat_id}/messages", control.messages),
        ("GET", "/chats/{chat_id}/screen", control.screen),
        ("GET", "/chats/{chat_id}/wait", control.wait),
        ("POST", "/chats/{chat_id}/{verb}", control.group_acts),
        ("POST", "/taps", control.tap_together),
        ("GET", "/taps/{tap_id}", control.tap),
        ("GET", "/calls", control.calls),
        ("POST", "/faults", control.add_fault),
        ("DELETE", "/faults", control.clear_faults),
        ("POST", "/stream", control.stream),
        ("POST", "/malformed", control.malformed),
        ("POST", "/clock", control.move_clock),
        ("POST", "/settings", control.change_settings),
    ]
    return [Route(f"/sandbox{path}", _answering(endpoint), methods=[verb]) for verb, path, endpoint in table]
