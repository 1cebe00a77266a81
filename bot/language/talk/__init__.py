"""What somebody wants of the bot, or says to others through it."""
