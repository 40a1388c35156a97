"""Tiles that are asked for: rendered once, kept, and forgotten when a row changes."""
