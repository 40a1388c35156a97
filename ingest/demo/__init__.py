"""The atlas of the demonstration: starter facts, and synthetic objects beside them."""
