"""Who: names, and telephone numbers."""
