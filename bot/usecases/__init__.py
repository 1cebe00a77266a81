"""What people do, one file a subject: a frozen command and one function each, one transaction each.

`uow` opens the transaction, `now` is the instant it happens at. No Telegram, no SQL, no prose: a refusal is a
`bot.domain.errors` fact, and what must be said about the outcome is owed within the same transaction.

    chats       what somebody says, and where it goes: an answer to what was asked, a file, a picture, or news
    repairs     an order's life among volunteers: posted, claimed, queued for, given away, worked on, finished,
                closed
    residents   a resident's request: told in own words, sent, followed, put right; and lines passed on without
                numbers
    desk        what staff decide about requests: triage, outside parties, the same thing twice, all that waits in
                one list
    danger      danger first: what to do is said at once, and all staff have one alarm until it is over
    verdicts    well done? Asked once, answered by a tap or a word, called after by phone, closed by the clock
    deadlines   time: the two clocks, the ladder, what falls due, silence, digests, grids that hear first
    members     who belongs: joining, the roster, what people settle for themselves, leaving
    community   a community and how it does things: settings, buildings, grids, its group
    points      Points: the standard, awards, gifts, reversals, lapses, statements, settlement, thanks
    shop        the points shop: what is on the shelf, taken, kept, handed over, counted, wished for
    gatherings  activities, polls and deliberation in the group
    record      the record: looked up, told step by step, reported, taken out as a file, brought in from before
    upkeep      what keeps the house in order: backups, keys, what is due for removal, books looked over, doubts
    owed        what must be said after a change: the one place that knows keys, topics and lanes of messages
"""
