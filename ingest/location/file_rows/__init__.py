"""Which rows of a file are objects, and which headings, totals or points of lines."""
