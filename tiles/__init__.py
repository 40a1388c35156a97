"""Vector tiles, TileJSON and the map style, all made from the catalogue."""
