"""Points: the standard, awards, gifts, reversals, lapses, statements, settlement, thanks."""
