"""`tuganzher ingest`: files into layers, and what became of them."""
