"""The real program as processes of its own, under fire: killed, cut off, spoken to twice, and judged from outside."""
