"""Files of every kind as tables of rows, batch by batch."""
