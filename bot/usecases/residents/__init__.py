"""A resident's request: told in own words, sent, followed, put right; and lines passed on without numbers."""
