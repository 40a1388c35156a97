"""News of watched tasks: one connection of a process hears of all and reads what has changed."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg

from core.database.database_url import asyncpg_url
from core.database.lost_connection import LOST_CONNECTION
from core.tasks.task import Task

log = logging.getLogger("atlas.tasks")

CHANNEL = "atlas_tasks"
"""A trigger names each changed task here, once its transaction has committed."""
ANSWER_WITHIN_S = 5.0
LOOK_AGAIN_S = 10.0
"""So often all watched tasks are read, whether or not anything was heard of them."""
RETRY_S = 1.0
COLUMNS = ", ".join(column.name for column in Task.__table__.columns)
READ = f"SELECT {COLUMNS} FROM tasks WHERE id = ANY($1)"  # noqa: S608 - names of our own columns
JSON_COLUMNS = ("parameters", "phase", "result", "error")
GONE = (*LOST_CONNECTION, TimeoutError)


class Watch:
    """What one watcher knows of one task."""

    def __init__(self) -> None:
        self._latest: Task | None = None
        self._is_told = asyncio.Event()

    def tell(self, task: Task) -> None:
        """Let the watcher know."""
        self._latest = task
        self._is_told.set()

    async def newer(self, version: int, within_s: float) -> Task | None:
        """The task as soon as it is newer than the version; None where it is not in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self._latest is None or self._latest.version <= version:
                    self._is_told.clear()
                    await self._is_told.wait()
                return self._latest
        return None


class TaskNews:
    """Tells watchers of their tasks; has a connection only while anybody watches."""

    def __init__(self, database_url: str) -> None:
        self._url = asyncpg_url(database_url)
        self._watches: defaultdict[str, set[Watch]] = defaultdict(set)
        self._changed: set[str] = set()
        self._wake = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """End the listening with the block."""
        try:
            yield
        finally:
            if self._listening is not None:
                self._listening.cancel()
                with suppress(asyncio.CancelledError):
                    await self._listening

    @contextmanager
    def watched(self, task_id: str) -> Iterator[Watch]:
        """What is told of the task while the block runs, beginning with how it is now."""
        watch = Watch()
        self._watches[task_id].add(watch)
        self._hear(task_id)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        try:
            yield watch
        finally:
            self._watches[task_id].discard(watch)
            if not self._watches[task_id]:
                del self._watches[task_id]

    async def _listen(self) -> None:
        """Listen for as long as anybody watches."""
        while self._watches:
            try:
                await self._listen_once()
            except GONE as error:
                log.warning("no news of tasks: %s", type(error).__name__)
                await asyncio.sleep(RETRY_S)

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(
            self._url, timeout=ANSWER_WITHIN_S, server_settings={"application_name": "atlas tasks"}
        )
        try:
            await connection.add_listener(CHANNEL, lambda _1, _2, _3, told: self._hear(str(told)))
            self._changed.update(self._watches)
            while self._watches:
                await self._tell_changed(connection)
                await self._heard()
        finally:
            connection.terminate()

    async def _heard(self) -> None:
        """Wait until some watched task has changed; after a while all count as changed."""
        try:
            async with asyncio.timeout(LOOK_AGAIN_S):
                await self._wake.wait()
        except TimeoutError:
            self._changed.update(self._watches)

    async def _tell_changed(self, connection: Any) -> None:  # noqa: ANN401 - as untyped as asyncpg
        self._wake.clear()
        wanted, self._changed = list(self._changed & self._watches.keys()), set()
        rows: Sequence[Any] = await connection.fetch(READ, wanted, timeout=ANSWER_WITHIN_S)
        for row in rows:
            task = _task_of(dict(row))
            for watch in self._watches.get(task.id, ()):
                watch.tell(task)

    def _hear(self, task_id: str) -> None:
        if task_id in self._watches:
            self._changed.add(task_id)
            self._wake.set()


def _task_of(row: dict[str, Any]) -> Task:
    told = {name: row[name] and json.loads(row[name]) for name in JSON_COLUMNS}
    return Task(**{**row, **told})
