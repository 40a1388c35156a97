"""The way of a database to the tables of this version, and of a layer to a migration."""
