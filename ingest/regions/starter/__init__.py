"""The regions and settlements that the project ships."""
