"""Well done? Asked once, answered by a tap or a word, called after by phone, closed by the clock."""
