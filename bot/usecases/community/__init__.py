"""A community and how it does things: settings, buildings, grids, its group."""
