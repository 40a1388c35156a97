"""Rows under headers, features and cells as tables, and what is odd in a row."""
