"""Measurements: commands that print figures, outside the test suite."""
