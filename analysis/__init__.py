"""What can be worked out from the layers: coverage, trips, tables for researchers."""
