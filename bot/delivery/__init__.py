"""The postman: what is owed is rendered from the present state and said, within Telegram's limits.

postman        takes what is owed and says it, one message at a time in each chat
duty           which process's postman is on duty
budget         Telegram's limits on sending
letter         one owed message, rendered and about to be said
rendering      what a topic is rendered with: from an owed row to a screen
topics         all there is to say: the tables of topics below, put together
…_topics       one table a subject: which facts a topic needs, which view shows them
quiet          what comes without a sound
questions      what is said of a question that takes the next line
platform       what the postman asks of a chat platform
telegram_chat  Telegram, being one
ballots        polls on it
transport      the wire to it
body           what goes over that wire
answers        what came back over it
outcomes       how an attempt to say something ended
desk           where messages are written and noted, few at the same time
notes          writing that down, and what follows from it
"""
