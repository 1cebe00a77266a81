"""A community, its buildings and grids, its outside parties."""
