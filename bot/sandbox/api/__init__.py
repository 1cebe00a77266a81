"""The Bot API as this world speaks it: a method is a function, its signature the declaration."""
