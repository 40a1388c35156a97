"""Layers, whole or what a condition selects of them, as files for other programs."""
