"""What the documentation tells is there, and the tutorial does as it tells."""
