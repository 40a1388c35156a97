"""What a file has to pass before any reader opens it."""
