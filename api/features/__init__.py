"""Doors to the features of the layers: read, search, write, move."""
