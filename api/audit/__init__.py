"""GET /api/audit: who did what, for those who look after accounts somewhere."""
