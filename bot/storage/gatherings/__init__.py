"""Activities and polls."""
