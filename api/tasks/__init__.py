"""Tasks over HTTP: how far they are, the list of one's own, stopping them."""
