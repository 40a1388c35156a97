"""Columns of Arrow as cells and geometries; Parquet and GeoParquet."""
