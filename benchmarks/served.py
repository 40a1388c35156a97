"""The application behind a real socket, and a client that keeps its connection."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
READY_WITHIN_S = 180
LONGEST_PAUSE_S = 3600
EXPECTED = (200, 204, 304)
APPLICATION = "api.cli.serving.application:application"


class UnexpectedStatusError(Exception):
    """The application answered otherwise than a benchmark expects."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body and the entity tag."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Client:
    """One caller on one connection."""

    connection: http.client.HTTPConnection

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer, be it 200, 204 or 304. Raises UnexpectedStatusError for any other."""
        self.connection.request("GET", path, headers=dict(headers or {}))
        response = self.connection.getresponse()
        body = response.read()
        if response.status not in EXPECTED:
            raise UnexpectedStatusError(path, response.status, body[:200])
        return Answer(body, response.headers.get("ETag", ""))


@contextmanager
def served(url: str, folder: Path) -> Iterator[Client]:
    """A client of the application, which one process serves for as long as the block runs."""
    with serving(url, folder) as port:
        connection = http.client.HTTPConnection(HOST, port)
        yield Client(connection)
        connection.close()


@contextmanager
def serving(url: str, folder: Path, **settings: str) -> Iterator[int]:
    """The port at which one process serves the application, with these further settings."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "ATLAS_DATA": str(folder),
        "ATLAS_LOG_LEVEL": "WARNING",
        **settings,
    }
    with started(APPLICATION, environment, "/readyz", "--factory") as port:
        yield port


@contextmanager
def started(
    application: str,
    environment: Mapping[str, str],
    ready: str,
    *options: str,
    python: str = sys.executable,
) -> Iterator[int]:
    """The port at which uvicorn serves an application, which answers `ready` by then."""
    port = free_port()
    command = [
        *(python, "-m", "uvicorn", application, *options, "--no-access-log"),
        *("--host", HOST, "--port", str(port), "--log-level", "warning"),
        *("--timeout-keep-alive", str(LONGEST_PAUSE_S)),
    ]
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603 - our own application
        try:
            wait_until_ready(port, ready)
            yield port
        finally:
            server.terminate()


def free_port() -> int:
    """A port at which nobody listens yet."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def wait_until_ready(port: int, path: str) -> None:
    """Wait until somebody answers at the port. Raises OSError when it takes too long."""
    connection = http.client.HTTPConnection(HOST, port)
    deadline = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            connection.close()
            return
