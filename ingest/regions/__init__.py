"""Regions from files: units, settlements, boundaries, former names, and the shipped start."""
