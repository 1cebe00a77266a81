"""Everything that says SELECT, BEGIN or COMMIT."""
