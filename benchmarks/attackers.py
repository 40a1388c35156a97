"""`python -m benchmarks.attackers HOST PORT KIND SECONDS`: forty hostile connections, for a while.

For the atlas of a benchmark on this machine and nothing else: other hosts are refused.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from urllib.parse import quote

CONNECTIONS = 40
LONGEST_S = 60.0
OWN_MACHINE = "127.0.0.1"
FROM = "127.0.0.2"
"""Another address than that of the people, of the same machine."""
REPORTS = "/api/collections/citizen_reports"
LIKES = " OR ".join(f"NOT name_ru LIKE '%{'а_' * 3}{n}%'" for n in range(12))
MORE_LIKES = " OR ".join(f"name_ru LIKE '%а{n}%'" for n in range(60))
COVERAGE = json.dumps({"layer": "citizen_reports", "distance_km": 50}).encode()

Attack = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def asking(path: str, body: bytes = b"") -> Attack:
    """One request, and its answer read to the end."""
    head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: atlas\r\nConnection: close\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"

    async def attack(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + b"\r\n" + body)
        while await reader.read(1 << 16):
            pass

    return attack


def saying(said: str) -> Attack:
    """The beginning of a request, and nothing more."""

    async def attack(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said.encode())
        await reader.read(1)

    return attack


async def reading_slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A download of which hardly anything is taken."""
    writer.write(f"GET {REPORTS}/download?f=geojsonl HTTP/1.1\r\nHost: atlas\r\n\r\n".encode())
    while await reader.read(10):  # noqa: ASYNC110 - it is meant to be slow
        await asyncio.sleep(1)


HEADERS = "Host: atlas\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n"
ATTACKS: Mapping[str, Attack] = {
    "coverage": asking("/api/analysis/coverage", COVERAGE),
    "a dozen LIKE": asking(f"{REPORTS}/items?filter={quote(LIKES)}"),
    "sixty LIKE": asking(f"{REPORTS}/items?filter={quote(MORE_LIKES)}"),
    "pages of 10,000": asking(f"{REPORTS}/items?limit=10000"),
    "downloads read slowly": reading_slowly,
    "stalled bodies": saying(f"POST /api/analysis/coverage HTTP/1.1\r\n{HEADERS}\r\n{{"),
    "stalled headers": saying(f"GET /api/search?q=a HTTP/1.1\r\n{HEADERS}"),
}


async def attack_with(host: str, port: int, attack: Attack) -> None:
    """Attack on one connection after the other."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(
                host, port, local_addr=(FROM, 0), limit=1 << 12
            )
            try:
                await attack(reader, writer)
            finally:
                writer.close()
        await asyncio.sleep(0.05)


async def run(host: str, port: int, kind: str, seconds: float) -> None:
    """Attack on all connections until it is time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(min(seconds, LONGEST_S)), asyncio.TaskGroup() as group:
            for _ in range(CONNECTIONS):
                group.create_task(attack_with(host, port, ATTACKS[kind]))
            await asyncio.sleep(1)
            print("attacking", flush=True)  # noqa: T201 - whoever measures waits for it


def main(host: str, port: str, kind: str, seconds: str) -> int:
    """The exit code: 2 for any other machine than this one."""
    if host != OWN_MACHINE:
        return 2
    asyncio.run(run(host, int(port), kind, float(seconds)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
