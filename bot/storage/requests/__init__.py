"""Requests on their way, alarms, what staff see of a request, what residents think of the work."""
