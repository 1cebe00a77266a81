"""A bare application that polls, on python-telegram-bot's own transport."""

from bench.bare.claim import arguments, builder, handler


def main() -> None:
    """Run until SIGTERM."""
    options = arguments()
    application = builder(options).build()
    application.add_handler(handler(options.database))
    application.run_polling(allowed_updates=["callback_query"])


if __name__ == "__main__":
    main()
