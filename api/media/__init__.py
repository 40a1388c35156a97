"""Media over HTTP: uploads by pieces (tus), what is on record, and the variants of each file."""
