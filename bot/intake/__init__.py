"""Durable reception: an update is stored, then acknowledged, then handled in its turn, at most once."""
