"""Delimited text, such as CSV, as rows of cells."""
