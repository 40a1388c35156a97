"""What a person is asked to confirm before a file is loaded, and what was told before."""
