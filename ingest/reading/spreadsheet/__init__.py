"""Workbooks of Open XML, a sheet at a time."""
