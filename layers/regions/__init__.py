"""The tree of regions: their rows, outlines, pieces, former names, and who lies in which."""
