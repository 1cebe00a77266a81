"""Spreadsheets, charts and bulletins: what people take out of the chat."""
