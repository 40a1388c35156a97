"""Files by themselves or inside a ZIP container."""
