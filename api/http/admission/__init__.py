"""Who may come in when: what a door costs, how many may use it at a time, and who waits."""
