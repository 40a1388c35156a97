"""Doors of those who administer: people, roles, organisations, and how the atlas is doing."""
