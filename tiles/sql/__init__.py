"""Tiles as statements of SQL: points, cells, shapes and regions, filtered as was asked."""
