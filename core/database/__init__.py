"""Engine, sessions and connections of the one PostGIS database."""
