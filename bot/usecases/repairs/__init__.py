"""An order's life among volunteers: posted, claimed, queued for, given away, worked on, finished, closed."""
