"""Whoever delivers to the town's webhook."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.intake.webhook import SECRET_HEADER, webhook_app
from tests.intake.delivered import SECRET
from tests.town import Town


@pytest.fixture
async def telegram(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who delivers updates to the town's webhook, and knows the secret."""
    door = webhook_app(town.weixiu.reception, town.weixiu.watched.readiness.reasons, path="/hook", secret=SECRET)
    transport = httpx.ASGITransport(door, raise_app_exceptions=False)
    headers = {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://door", headers=headers) as client:
        yield client
