"""The world behind python-telegram-bot's own door: a BaseRequest that calls it without a network."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sandbox.bot_api import Answer, answer_call, answer_download
from bot.sandbox.faults import Ending
from bot.sandbox.files import Upload
from bot.sandbox.world import World

BASE_URL = "http://sandbox.invalid/bot"
BASE_FILE_URL = "http://sandbox.invalid/file/bot"


def _uploads(data: RequestData | None) -> dict[str, Upload]:
    uploads: dict[str, Upload] = {}
    for part, (name, content, mime) in (data.multipart_data if data is not None else {}).items():
        uploads[part] = Upload(content if isinstance(content, bytes) else content.read(), name, mime)
    return uploads


class SandboxRequest(BaseRequest):
    """Give it to telegram.Bot as `request` and as `get_updates_request`; any base_url will do.

    Timeouts and broken connections are raised as PTB's transports raise them: TimedOut from a TimeoutError,
    NetworkError from a ConnectionResetError. They come at once; nothing waits for a timeout to pass.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    @property
    def read_timeout(self) -> float:
        """Seconds; PTB adds them to a long poll's timeout."""
        return 5.0

    async def do_request(  # noqa: PLR0917 - BaseRequest's own signature
        self,
        url: str,
        method: str,  # noqa: ARG002 - GET and POST are the same to the Bot API
        request_data: RequestData | None = None,
        read_timeout: object = None,  # noqa: ARG002 - nothing is slow here
        write_timeout: object = None,  # noqa: ARG002
        connect_timeout: object = None,  # noqa: ARG002
        pool_timeout: object = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """One call or download.

        Raises:
            TimedOut: a fault said so; the world may have acted.
            NetworkError: the same for a broken connection.
        """
        await asyncio.sleep(0)
        parameters = request_data.json_parameters if request_data is not None else {}
        answer = await self._answer(unquote(urlsplit(url).path), parameters, _uploads(request_data))
        if answer.ending is Ending.TIMEOUT:
            raise TimedOut from TimeoutError("the sandbox keeps silent")
        if answer.ending is Ending.RESET:
            cause = ConnectionResetError("the sandbox broke off")
            raise NetworkError(f"ConnectionResetError: {cause}") from cause
        return answer.status, answer.body

    async def _answer(self, path: str, parameters: Mapping[str, Any], files: Mapping[str, Upload]) -> Answer:
        # …/bot<token>/<method> or …/file/bot<token>/<folder>/<name>
        before, _, rest = path.partition("/bot")
        token, _, what = rest.partition("/")
        if before.endswith("/file"):
            return answer_download(self._world, token, what)
        return await answer_call(self._world, token, what, parameters, files)
