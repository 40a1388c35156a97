"""Regions read like a layer, and what a region is told to have."""
