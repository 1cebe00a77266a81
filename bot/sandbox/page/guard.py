"""Nobody but this machine's own browser is let in: no foreign Host (DNS rebinding), no foreign Origin."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


def is_loopback(name: str) -> bool:
    """Whether a host name means this machine itself."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_welcome(headers: Headers) -> bool:
    """Whether a request was addressed to this machine, and comes from a page of this machine or from no page."""
    if not is_loopback(_host_of(f"//{headers.get('host', '')}")):
        return False
    origin = headers.get("origin")
    return origin is None or is_loopback(_host_of(origin))


class LoopbackOnly:
    """ASGI middleware that answers 403 to everybody else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in or send away."""
        if scope["type"] == "http" and not is_welcome(Headers(scope=scope)):
            refusal = PlainTextResponse("This page is for this machine alone; open http://127.0.0.1 …", 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)
