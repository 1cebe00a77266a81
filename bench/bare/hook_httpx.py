"""A bare application with a webhook, on python-telegram-bot's own transport."""

import asyncio

from bench.bare.claim import arguments, builder, handler
from bench.bare.hook import serve


def main() -> None:
    """Run until SIGTERM."""
    options = arguments()
    application = builder(options).updater(None).build()
    application.add_handler(handler(options.database))
    asyncio.run(serve(application, options))


if __name__ == "__main__":
    main()
