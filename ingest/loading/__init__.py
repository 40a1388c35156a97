"""Runs: staged rows, one merge, and the way back."""
