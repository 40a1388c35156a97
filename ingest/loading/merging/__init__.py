"""Staged rows into their layer, set-wise in one transaction."""
