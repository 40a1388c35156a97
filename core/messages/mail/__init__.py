"""Letters: by SMTP, or into a folder."""
