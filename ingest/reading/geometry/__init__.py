"""Geometries as files write them: positions, GeoJSON and WKB."""
