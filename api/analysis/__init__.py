"""Doors to analyses: coverage and trips."""
