"""Work that takes longer than a request: one row each, one runner for all of it (ADR 0030)."""
