"""People and programs with a secret of their own."""
