"""Doors to the regions and to what they hold."""
