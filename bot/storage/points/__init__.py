"""Points and hours: the ledger, standards, lapses, statements, settlement, thanks."""
