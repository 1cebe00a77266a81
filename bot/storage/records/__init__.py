"""Figures, digests, and the record, page by page."""
