"""The places of one batch: written columns, systems, candidates, checks."""
