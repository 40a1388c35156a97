"""Runs from the order to the end: states, access, locks, writing."""
