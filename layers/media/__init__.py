"""Photographs, films and papers of objects: what belongs to what, and who sees it."""
