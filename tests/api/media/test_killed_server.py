"""A server that is killed at any moment of an upload loses nothing that it acknowledged."""

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from core.accounts.users import add_user
from core.database.engine import make_engine, make_sessions, transaction
from core.settings import PROJECT_ROOT
from tests.api.media.tus_client import OCTETS, TUS, film
from tests.waiting import soon

MEBIBYTE = 1024 * 1024
MOST_MEMORY = 600 * MEBIBYTE
"""Of the server; most of it are its libraries."""
SEED = 20261201


class KilledServer:
    """A server on one port that is started again after each kill."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(16)
        self._environment = {
            **os.environ, "DATABASE_URL": database_url, "ATLAS_DATA": str(folder),
        }  # fmt: skip
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.kills = 0
        self.peak = 0
        number = self._listener.fileno()
        self._forking = subprocess.Popen(  # noqa: S603 - ours
            [sys.executable, "-m", "tests.api.media.server_to_kill", str(number)],
            env=self._environment, cwd=PROJECT_ROOT, pass_fds=[number], stdout=subprocess.PIPE,
            text=True, start_new_session=True,
        )  # fmt: skip
        self._serving = self._told_pid()

    def kill(self) -> None:
        """Kill the process that serves; another takes its place."""
        self.note_memory()
        os.kill(self._serving, signal.SIGKILL)
        self._serving = self._told_pid()
        self.kills += 1

    def note_memory(self) -> None:
        """Remember the most memory that it has held."""
        told = Path(f"/proc/{self._serving}/status").read_text(encoding="ascii")
        line = next(each for each in told.splitlines() if each.startswith("VmHWM"))
        self.peak = max(self.peak, int(line.split()[1]) * 1024)

    def end(self) -> None:
        """Stop it."""
        os.killpg(self._forking.pid, signal.SIGKILL)
        self._forking.wait()
        if self._forking.stdout is not None:
            self._forking.stdout.close()
        self._listener.close()

    def _told_pid(self) -> int:
        assert self._forking.stdout is not None
        return int(self._forking.stdout.readline())


def offset_of(client: httpx.Client, address: str) -> int:
    """How many bytes the server has, once it answers."""
    found: list[int] = []

    def answers() -> bool:
        with suppress(httpx.HTTPError):
            answer = client.head(address, headers=TUS)
            if answer.status_code == 200:
                found.append(int(answer.headers["Upload-Offset"]))
        return bool(found)

    assert soon(answers)
    return found[-1]


def parts(path: Path, offset: int, killed_after: int, server: KilledServer) -> Iterator[bytes]:
    """The rest of the file; the server is killed after so many bytes of it."""
    with path.open("rb") as file:
        file.seek(offset)
        while part := file.read(256 * 1024):
            yield part
            killed_after -= len(part)
            if killed_after <= 0:
                server.kill()
                return


def check_upload(database_url: str, folder: Path, path: Path, kills: int) -> KilledServer:
    """Upload the file through so many kills, and require that every byte of it arrives."""
    engine = make_engine(database_url)
    with transaction(make_sessions(engine)) as session:
        token = add_user(session, "photographer", ["monuments:write"])
    engine.dispose()
    server = KilledServer(database_url, folder)
    size, chance = path.stat().st_size, random.Random(SEED)  # noqa: S311 - the same in each run
    acknowledged = 0
    try:
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=server.address, headers=headers, timeout=120) as client:
            begun = client.post("/api/media", headers={**TUS, "Upload-Length": str(size)})
            address = begun.headers["Location"]
            for kill in range(kills):
                offset = offset_of(client, address)
                assert offset >= acknowledged
                acknowledged = offset
                goal = size * (kill + 1) // (kills + 1)
                most = max(goal - offset, MEBIBYTE)
                piece = parts(path, offset, chance.randint(most // 2, most), server)
                told = {**OCTETS, "Upload-Offset": str(offset)}
                with suppress(httpx.HTTPError):
                    client.patch(address, content=piece, headers=told)
            assert server.kills == kills
            offset = offset_of(client, address)
            with path.open("rb") as file:
                file.seek(offset)
                told = {**OCTETS, "Upload-Offset": str(offset)}
                last = client.patch(
                    address, content=iter(lambda: file.read(MEBIBYTE), b""), headers=told
                )
            assert last.status_code == 204, last.text
            server.note_memory()
            with path.open("rb") as file:
                sent = hashlib.file_digest(file, "sha256").hexdigest()
            assert client.get(address).json()["sha256"] == sent
            got = hashlib.sha256()
            with client.stream("GET", f"{address}/original") as answer:
                for part in answer.iter_bytes():
                    got.update(part)
            assert got.hexdigest() == sent
    finally:
        server.end()
    return server


@pytest.mark.slow
def test_thirty_megabytes_survive_five_kills(committed_database: str, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film(payload=random.Random(SEED).randbytes(30 * MEBIBYTE)))  # noqa: S311
    check_upload(committed_database, tmp_path / "data", path, 5)


@pytest.mark.broad
def test_a_gigabyte_survives_ten_kills_in_little_memory(
    committed_database: str, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    chance = random.Random(SEED)  # noqa: S311 - no secret
    with path.open("wb") as file:
        file.write(film(payload=b"")[:-8] + (8 + 1024 * MEBIBYTE).to_bytes(4) + b"mdat")
        for _ in range(1024):
            file.write(chance.randbytes(MEBIBYTE))
    server = check_upload(committed_database, tmp_path / "data", path, 10)
    assert server.peak < MOST_MEMORY
