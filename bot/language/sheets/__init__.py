"""Spreadsheets that people keep: which column is what, and what each row says."""
