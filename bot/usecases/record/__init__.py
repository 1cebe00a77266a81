"""The record: looked up, told step by step, reported, taken out as a file, brought in from before."""
