"""Telegram in: an update becomes a command, the command's outcome an answer."""
