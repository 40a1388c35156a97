"""Label points of units and places of settlements, out of files of places."""
