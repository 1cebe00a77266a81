"""A bare application's webhook, as python-telegram-bot's example `customwebhookbot/starlettebot.py` has it."""

import argparse
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update

CONNECTIONS = 100
"""As many as Telegram may be asked for, as ours asks."""


async def serve(application: Any, options: argparse.Namespace) -> None:
    """Take updates in until SIGTERM."""

    async def take(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(data=await request.json(), bot=application.bot))
        return Response()

    app = Starlette(routes=[Route("/telegram", take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=options.port, host="127.0.0.1", log_level="warning"))
    url = f"http://127.0.0.1:{options.port}/telegram"
    async with application:
        await application.bot.set_webhook(
            url, secret_token=options.secret, allowed_updates=["callback_query"], max_connections=CONNECTIONS
        )
        await application.start()
        await server.serve()
        await application.stop()
