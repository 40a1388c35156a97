"""Pure functions on names, coordinates and geometries: no database, no web, no settings."""
