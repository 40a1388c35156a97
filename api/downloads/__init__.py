"""Layers as files: ordered, made, kept, and read in ranges."""
