"""Activities, polls and deliberation in the group."""
