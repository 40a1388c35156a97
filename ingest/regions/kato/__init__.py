"""The official KATO classifier as a tree of units and settlements."""
