"""HTTPS of the atlas itself: an operator's certificate, or an authority of its own."""
