"""What asyncpg raises where a connection breaks, or was broken before."""

import asyncpg

LOST_CONNECTION = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""The last one comes of a statement on a connection that broke in the middle of another."""
