"""The postman: what is owed is rendered from the present state and said, within Telegram's limits."""
