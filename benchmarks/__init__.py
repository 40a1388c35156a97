"""How fast the atlas is, as ratios measured in one run: `make bench`."""
