"""The yardstick: the leanest python-telegram-bot applications that give an order to who taps first.

One handler, one conditional UPDATE, one answer. They store no update, check no role, owe no message, and forget what
they were handed when they are killed. Four programs, so that none loads what it does not need: they poll or have a
webhook, on python-telegram-bot's own transport or on ours.
"""
