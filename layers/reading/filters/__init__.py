"""Filters that callers write, CQL2 and others, as conditions of SQL."""
