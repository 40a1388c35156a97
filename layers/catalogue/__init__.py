"""One file per layer; a new layer is a new file here, and nothing else lists it."""
