"""What the program promises, by the numbers the faults name."""

PROMISES = {
    1: "an update that was handed over is never lost",
    2: "each update and each command takes effect at most once",
    3: "the first claim wins, one for each place",
    4: "nothing is announced that is not committed, nothing committed is forgotten",
    5: "digests and reminders are never posted twice",
    6: "one digest a community and local day",
    7: "Telegram's limits are kept, and people who wait go first",
    8: "one bad update stops nobody",
    9: "points never appear, vanish or fall below zero",
    10: "altered books are noticed",
    11: "both databases behave the same",
    12: "upgrades are safe with several processes starting at once",
    13: "a backup restores to the same books",
    14: "only the right person can act",
    15: "links are random, hashed, single use and short-lived",
    16: "tokens and personal data reach no log, no group and no plain disk",
    17: "keys rotate, and what is deleted is gone",
    18: "what people write injects nothing",
    19: "floods and hostile files take nothing down",
    20: "nothing is wrong in silence: settings are checked, every sentence has both languages",
}
