"""How the map is drawn: the style sheet and its legend."""
