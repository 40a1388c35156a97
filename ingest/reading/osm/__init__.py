"""Extracts of OpenStreetMap, and what a layer takes from them."""
