"""Regions that rows claim to lie in."""
