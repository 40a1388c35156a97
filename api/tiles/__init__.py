"""Doors to tiles, as a map or OGC API asks for them, and to archives of them."""
