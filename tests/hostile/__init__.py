"""What somebody may send who means ill, or whose client is broken: nothing of it harms anybody else."""
