"""Characters, numbers, and finding many words at once."""
