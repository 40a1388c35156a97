"""Files that people bring are opened in a process of their own, with limits, that can be killed."""
