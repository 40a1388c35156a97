"""What every step of a load passes on: rows, batches, problems, orders, phases."""
