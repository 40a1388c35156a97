"""Cells as values of their fields, cleaned and checked."""
