"""Vector files that GDAL's OGR reads."""
