"""A bare application with a webhook, on our transport."""

import asyncio

from bench.bare.claim import CONNECTIONS, arguments, builder, handler
from bench.bare.hook import serve
from bot.clock import Clock
from bot.delivery.transport import AiohttpRequest


def main() -> None:
    """Run until SIGTERM."""
    options = arguments()
    application = builder(options).updater(None).request(AiohttpRequest(Clock(), connections=CONNECTIONS)).build()
    application.add_handler(handler(options.database))
    asyncio.run(serve(application, options))


if __name__ == "__main__":
    main()
