"""Trips: stops in a good order, as GeoJSON and GPX."""
