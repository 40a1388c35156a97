"""Pictures: decoded and made anew in a process of their own."""
