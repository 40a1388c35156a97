"""The rows of a run, checked and staged batch by batch, with its audit."""
