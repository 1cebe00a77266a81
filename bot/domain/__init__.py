"""The rules of the neighbourhood: an order's life, points, schedules. Standard library only, no I/O, no prose."""
