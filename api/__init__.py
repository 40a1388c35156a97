"""The doors of the atlas: HTTP and the command line."""
