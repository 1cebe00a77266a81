"""What people do, one file a subject: a frozen command and one function each, one transaction each.

`uow` opens the transaction, `now` is the instant it happens at. No Telegram, no SQL, no prose: a refusal is a
`bot.domain.errors` fact, and what must be said about the outcome is owed within the same transaction.
"""
