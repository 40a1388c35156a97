"""JSON and GeoJSON as tables of records or features."""
