"""Lengths, areas and what is nearest, in metres on the WGS 84 spheroid."""
