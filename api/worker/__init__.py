"""What the worker does: the jobs that the rooms have left."""
