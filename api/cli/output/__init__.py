"""What a command writes to the terminal: sentences, progress, problems."""
