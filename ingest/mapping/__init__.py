"""Which column fills which field, and which value means which term."""
