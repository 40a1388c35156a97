"""Search over all layers, regions and settlements, and its index."""
