"""Archives of tiles (PMTiles v3): made from the database, kept as files, read tile by tile."""
