"""What every room of the atlas needs: settings, database, texts, errors, permissions."""
