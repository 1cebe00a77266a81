"""Mutation testing: small faults in the rules, the points and the delivery, one at a time, and who notices them."""
