"""What one shows beside a password: a code of the telephone, or a recovery code."""
