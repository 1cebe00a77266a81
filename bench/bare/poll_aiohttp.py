"""A bare application that polls, on our transport."""

from bench.bare.claim import CONNECTIONS, arguments, builder, handler
from bot.clock import Clock
from bot.delivery.transport import AiohttpRequest


def main() -> None:
    """Run until SIGTERM."""
    options = arguments()
    clock = Clock()
    fetching = AiohttpRequest(clock, connections=2)
    application = (
        builder(options).request(AiohttpRequest(clock, connections=CONNECTIONS)).get_updates_request(fetching).build()
    )
    application.add_handler(handler(options.database))
    application.run_polling(allowed_updates=["callback_query"])


if __name__ == "__main__":
    main()
