"""What staff decide about requests: triage, outside parties, the same thing twice, all that waits in one list."""
