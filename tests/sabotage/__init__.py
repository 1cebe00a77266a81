"""Planted faults: each breaks one promise on purpose, in a copy of the program, and has to turn a test red."""
