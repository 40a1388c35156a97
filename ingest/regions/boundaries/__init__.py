"""Boundary files into the region tree, and approximate polygons where none is drawn."""
