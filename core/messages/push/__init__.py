"""Web push (RFC 8030): to browsers that a person has told to show news."""
