"""Which settlements have something within reach, by region, and where the gaps are."""
