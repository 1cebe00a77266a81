"""Backups, moving, checking, sealing anew, removing what has served its time."""
