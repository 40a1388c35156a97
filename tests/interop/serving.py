"""The atlas in a process of its own, as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.waiting import soon

STOPS_WITHIN_S = 20
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class ServedAtlas:
    """Where an atlas answers, its database, and the process that answers."""

    address: str
    database_url: str
    data_folder: Path
    process_id: int

    @property
    def api(self) -> str:
        """The address of the landing page of the API."""
        return f"{self.address}/api"

    @property
    def archive_folder(self) -> Path:
        """Where archives of tiles lie that are served."""
        return self.data_folder / "archives"

    def collection(self, layer: str) -> str:
        """The address of a collection."""
        return f"{self.api}/collections/{layer}"


@contextmanager
def served_atlas(database_url: str, folder: Path) -> Iterator[ServedAtlas]:
    """An atlas that a process serves during the block; it must still run at the end."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": database_url, "ATLAS_DATA": str(folder)}
    program = Path(sys.executable).with_name("tuganzher")
    command = (program, "serve", "--no-worker", "--port", str(port))
    log = folder / "served.log"
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603 - our own program
            command, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://{HOST}:{port}"
        _wait_until_ready(address, server, log)
        yield ServedAtlas(address, database_url, folder, server.pid)
        assert server.poll() is None, f"the atlas ended: {log.read_text()[-4000:]}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(STOPS_WITHIN_S)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    def is_ready() -> bool:
        assert server.poll() is None, f"the atlas ended: {log.read_text()[-4000:]}"
        try:
            return httpx.get(f"{address}/readyz").is_success
        except httpx.TransportError:
            return False

    assert soon(is_ready), f"the atlas did not start: {log.read_text()[-4000:]}"
