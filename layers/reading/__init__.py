"""What a caller may read of the layers: features, pages, counts, search, in any condition."""
