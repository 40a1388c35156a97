"""Doors to loads of files: upload, proposal, confirmation, decisions, audit."""
