"""Danger first: what to do is said at once, and all staff have one alarm until it is over."""
