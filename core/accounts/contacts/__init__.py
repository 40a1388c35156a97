"""Ways to a person that they have shown to be theirs, and what comes over them: links and codes."""
