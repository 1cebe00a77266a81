"""What is wrong: the trade, how urgent, how big, what is dangerous, what is alike."""
