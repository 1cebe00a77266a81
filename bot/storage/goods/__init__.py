"""The points shop: its shelf, exchanges, wishes."""
