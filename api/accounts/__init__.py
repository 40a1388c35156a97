"""Doors to one's own account."""
