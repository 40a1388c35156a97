"""Doors to messages: what people choose, templates, and the end of news by one press."""
