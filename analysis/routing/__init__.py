"""Ways between places: engines behind one interface, and trips planned with them."""
