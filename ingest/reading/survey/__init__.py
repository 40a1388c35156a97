"""Exports of field forms."""
