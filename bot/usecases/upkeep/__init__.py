"""What keeps the house in order: backups, keys, what is due for removal, books looked over, doubts."""
