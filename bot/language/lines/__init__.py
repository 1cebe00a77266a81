"""Lines with much in them, as staff type them: orders, goods, points, parties, polls, searches."""
