"""Requests to addresses that people give: none reaches the own network."""
