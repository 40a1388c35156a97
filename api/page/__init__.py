"""The web page: its shells, its files, and the addresses that it once had."""
