"""What is well and what is to be mended: everything `run` will need is looked at, and nothing is changed.

examination   all of it, in order
findings      what is found, and how it is written
machine       the key's file, the disk, the time zones
books         the database, its key, its points
shelf         the backups: whether any are made, how old the newest is
platform      Telegram: the token, updates, rights, the clock
"""
