"""The private PostGIS cluster, and the PostgreSQL programs that it runs on."""
