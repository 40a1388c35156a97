"""Coordinates as officers write them, read and written."""
