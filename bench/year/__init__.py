"""A year of one community on a moved clock, played through the real bot by people who write and tap.

    calendar    seasons, the public holidays of 2026 with 调休, what breaks when
    network     one call in twenty fails, in the ways in which calls fail
    cast        who plays, and what they have in their hands
    moving_in   the first morning
    residents   report, follow, judge or keep silent
    volunteers  take, come, wait for parts, forget
    staff       triage, calls, no-shows, the property company
    gatherings  the shop, and an activity a month
    play        the days, from tick to tick
    books       raw rows, read without the program
    recount     the figures of a report from these, counted in another way
    clocks      the limits of orders from these, minute by minute
    findings    what is wrong after all: nothing, it is hoped

`python -m bench.year` plays it and says what came of it.
"""
