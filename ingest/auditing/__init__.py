"""What became of every row, as a person reads it."""
