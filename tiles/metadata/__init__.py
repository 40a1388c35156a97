"""What is told of tiles: TileJSON, tile sets, the tile matrix set."""
