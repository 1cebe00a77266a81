"""Everything that says SELECT, BEGIN or COMMIT.

ground      what every question to the database stands on: engines, transactions, the vault, migrations, who
            does what
post        what comes from Telegram and what it is owed: the inbox, the outbox, messages taken down
repairs     orders: their steps and claims, who waits and who was asked, what falls due, what may be shown of
            them
members     who somebody is and may do, what is held about them, and removing it
community   a community, its buildings and grids, its outside parties
requests    requests on their way, alarms, what staff see of a request, what residents think of the work
points      points and hours: the ledger, standards, lapses, statements, settlement, thanks
goods       the points shop: its shelf, exchanges, wishes
gatherings  activities and polls
records     figures, digests, and the record, page by page
upkeep      backups, moving, checking, sealing anew, removing what has served its time
"""
