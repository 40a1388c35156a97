"""A web server on loopback that keeps what is posted: a push service, a gateway, a program."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.loopback import HOST


@dataclass(frozen=True)
class Posted:
    """One request."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """What has come, and what is answered."""

    url: str = ""
    status: int = 201
    answer_headers: dict[str, str] = field(default_factory=dict)
    hangs_up: bool = False
    requests: list[Posted] = field(default_factory=list)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """The server for as long as the block runs."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.requests.append(Posted(self.path, headers, self.rfile.read(length)))
            if found.hangs_up:
                return
            self.send_response(found.status)
            for name, value in found.answer_headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    found.url = f"http://{HOST}:{server.server_port}/in"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
