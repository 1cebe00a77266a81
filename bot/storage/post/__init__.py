"""What comes from Telegram and what it is owed: the inbox, the outbox, messages taken down."""
