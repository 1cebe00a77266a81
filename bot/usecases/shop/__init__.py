"""The points shop: what is on the shelf, taken, kept, handed over, counted, wished for."""
