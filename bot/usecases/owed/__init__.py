"""What must be said after a change: the one place that knows keys, topics and lanes of messages."""
