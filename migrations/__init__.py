"""Alembic migrations: tables only; functions and triggers are repeatable SQL."""
