"""Data becomes words and buttons. No Telegram, no await, no clock: the same facts give the same screen."""
