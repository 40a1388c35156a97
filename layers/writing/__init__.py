"""How features and their records change: checked, recorded, and never shown before their time."""
