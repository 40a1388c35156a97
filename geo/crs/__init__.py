"""Reference systems of Kazakhstan: declared, named, detected, and brought to WGS 84."""
