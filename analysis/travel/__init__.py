"""What it takes to get from place to place: engines behind one port."""
