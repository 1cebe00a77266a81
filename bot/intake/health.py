"""The two questions that machines ask of a program at work: is it alive, can it do its work."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.intake.door import Reasons


def health_routes(reasons: Reasons) -> list[Route]:
    """`/healthz`: 200 as long as anything is answered. `/readyz`: 200, or 503 with the reasons."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_: Request) -> Response:
        why = await reasons()
        return JSONResponse({"ready": not why, "reasons": why}, status_code=503 if why else 200)

    return [Route("/healthz", alive), Route("/readyz", ready)]
