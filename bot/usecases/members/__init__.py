"""Who belongs: joining, the roster, what people settle for themselves, leaving."""
