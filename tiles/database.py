"""The pool of connections that make tiles."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from core.database.database_url import asyncpg_url
from tiles.errors import TilesUnavailableError
from tiles.sql.statement import Statement

CONNECTIONS = 8
STATEMENTS_OF_CONNECTION = 100
"""PostgreSQL keeps 0.1 MB for the plan of one layer, 0.8 MB for that of all, in each connection."""
ACQUIRE_WITHIN_S = 10.0
CONNECT_WITHIN_S = 2.0
CLOSE_WITHIN_S = 0.5
BROKEN = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
"""The connection is gone, which says nothing about the statement."""
STOPPED = (TimeoutError, asyncpg.QueryCanceledError, asyncpg.CannotConnectNowError)


class TileDatabase:
    """Read-only statements on pooled connections that keep them prepared."""

    def __init__(
        self, pool: "asyncpg.Pool[asyncpg.Record]", is_gone: Callable[[], bool] = lambda: False
    ) -> None:
        self._pool = pool
        self._is_gone = is_gone
        self._in_use: set[Any] = set()

    def cut(self) -> None:
        """End every connection: who waits for an answer gets an error, the next one a new one."""
        self._expiring = asyncio.ensure_future(self._pool.expire_connections())
        for connection in list(self._in_use):
            connection.terminate()

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
        if self._is_gone():
            raise ConnectionRefusedError
        async with self._pool.acquire(timeout=ACQUIRE_WITHIN_S) as connection:
            self._in_use.add(connection)
            try:
                rows: Sequence[Any] = await connection.fetch(query, *arguments)
            finally:
                self._in_use.discard(connection)
        return rows


@asynccontextmanager
async def tile_database(
    database_url: str,
    statement_timeout_ms: int = 0,
    is_gone: Callable[[], bool] = lambda: False,
) -> AsyncIterator[TileDatabase]:
    """The database for as long as the block runs; nobody waits for it while it `is_gone`."""
    pool = asyncpg.create_pool(
        asyncpg_url(database_url),
        min_size=0,
        timeout=CONNECT_WITHIN_S,
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
    )
    await pool
    try:
        yield TileDatabase(pool, is_gone)
    finally:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await pool.close()
        except TimeoutError:
            pool.terminate()


async def _keep_as_it_is(_connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Leave it as it is: tiles leave no state behind, and a reset would cost a round trip each."""
