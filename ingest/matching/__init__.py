"""Rows that the atlas seems to have already."""
