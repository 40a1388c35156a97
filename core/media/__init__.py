"""Photographs, films, sounds, papers and models: how they arrive, are checked and are kept."""
