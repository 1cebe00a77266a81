"""Time: the two clocks, the ladder, what falls due, silence, digests, grids that hear first."""
