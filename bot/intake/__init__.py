"""Durable reception: an update is stored, then acknowledged, then handled in its turn, at most once.

polling    fetching updates from Telegram
webhook    or having them delivered
door       what a webhook's door looks like to whoever opens it
health     what that door says to machines that ask how the program is
reception  storing what came, and having it handled, lane by lane
lanes      the order in memory
answering  answers to taps, by a call or with the receipt of the delivery
account    the bot's account: updates as Telegram wrote them
patience   calling Telegram until it answers
"""
