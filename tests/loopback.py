"""A TCP relay before a database, which can fall silent without closing, close, or be slow."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from core.embedded.cluster import EmbeddedCluster
from core.embedded.server_configuration import PORT
from tests.waiting import linger_async

HOST = "127.0.0.1"


class Relay:
    """Bytes between TCP connections and a Unix socket, in a thread of its own.

    While `silent` nothing is passed on and nothing is closed: as a network that drops packets.
    While `refusing` nobody is let in. `delay_s` passes before each bunch of bytes goes on, and
    `exchanges` counts how often the server was asked and had to be waited for.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._flows = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._asked = False
        self.delay_s = 0.0
        self.exchanges = 0
        self.port = 0
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Listen at `port`."""
        self._thread.start()
        self._ready.wait()

    def fall_silent(self) -> None:
        """Pass nothing on until `speak`."""
        self._loop.call_soon_threadsafe(self._flows.clear)

    def speak(self) -> None:
        """Pass everything on again, also what came meanwhile."""
        self._loop.call_soon_threadsafe(self._flows.set)

    def refuse(self) -> None:
        """Close every connection and let nobody in until `admit`."""
        self._call(self._refuse())

    def admit(self) -> None:
        """Let everybody in again at the same port."""
        self._call(self._listen())

    def stop(self) -> None:
        """End the thread and every connection."""
        self._call(self._refuse())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._flows.set()
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, HOST, self.port, backlog=200)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _refuse(self) -> None:
        if self._server:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        with suppress(OSError, asyncio.CancelledError):
            await self._flows.wait()
            there, back = await asyncio.open_unix_connection(self._target)
            try:
                await asyncio.wait(
                    [
                        asyncio.ensure_future(self._pass(reader, back, asks=True)),
                        asyncio.ensure_future(self._pass(there, writer, asks=False)),
                    ],
                    return_when=asyncio.FIRST_COMPLETED,
                )
            finally:
                back.close()
        writer.close()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, asks: bool
    ) -> None:
        with suppress(OSError):
            while part := await reader.read(1 << 16):
                await self._flows.wait()
                if asks and not self._asked:
                    self.exchanges += 1
                self._asked = asks
                if self.delay_s:
                    await linger_async(self.delay_s)
                writer.write(part)
                await writer.drain()


@contextmanager
def relayed(cluster: EmbeddedCluster) -> Iterator[Relay]:
    """A relay before the cluster's socket for as long as the block runs."""
    relay = Relay(str(cluster.socket_folder / f".s.PGSQL.{PORT}"))
    relay.start()
    try:
        yield relay
    finally:
        relay.stop()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
