"""The pool of connections that make tiles."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from core.database_url import asyncpg_url
from tiles.errors import TilesUnavailableError
from tiles.statement import Statement

CONNECTIONS = 8
STATEMENTS_OF_CONNECTION = 100
"""PostgreSQL keeps 0.1 MB for the plan of one layer, 0.8 MB for that of all, in each connection."""
ACQUIRE_WITHIN_S = 10.0
BROKEN = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
"""The connection is gone, which says nothing about the statement."""
STOPPED = (TimeoutError, asyncpg.QueryCanceledError, asyncpg.CannotConnectNowError)


class TileDatabase:
    """Read-only statements on pooled connections that keep them prepared."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    async def value(self, statement: Statement, values: Mapping[str, object]) -> Any:  # noqa: ANN401 - any column
        """The single value of a statement. Raises TilesUnavailableError."""
        return (await self.rows(statement.sql, *statement.arguments(values)))[0][0]

    async def rows(self, query: str, *arguments: object) -> Sequence[Any]:
        """The rows of a query, asked once more where the connection had broken.

        Not so where none was free in time. Raises TilesUnavailableError.
        """
        try:
            try:
                return await self._fetched(query, *arguments)
            except TimeoutError:  # which Python takes for an OSError
                raise
            except BROKEN:
                return await self._fetched(query, *arguments)
        except (*BROKEN, *STOPPED) as error:
            raise TilesUnavailableError(type(error).__name__) from error

    async def _fetched(self, query: str, *arguments: object) -> Sequence[Any]:
        async with self._pool.acquire(timeout=ACQUIRE_WITHIN_S) as connection:
            rows: Sequence[Any] = await connection.fetch(query, *arguments)
        return rows


@asynccontextmanager
async def tile_database(
    database_url: str, statement_timeout_ms: int = 0
) -> AsyncIterator[TileDatabase]:
    """The database for as long as the block runs."""
    async with asyncpg.create_pool(
        asyncpg_url(database_url),
        min_size=1,
        max_size=CONNECTIONS,
        statement_cache_size=STATEMENTS_OF_CONNECTION,
        max_cached_statement_lifetime=0,
        reset=_keep_as_it_is,
        server_settings={
            "application_name": "atlas tiles",
            "jit": "off",
            "timezone": "UTC",
            "default_transaction_read_only": "on",
            "statement_timeout": str(statement_timeout_ms),
        },
    ) as pool:
        yield TileDatabase(pool)


async def _keep_as_it_is(_connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Nothing: tiles leave no state behind, and a reset would cost a round trip for each."""
