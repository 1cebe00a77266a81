"""Who somebody is and may do, what is held about them, and removing it."""
