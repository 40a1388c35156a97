"""Web processes which a test kills: `python -m tests.api.media.server_to_kill SOCKET`.

Each is forked from one that has all modules loaded, so that the next is there at once; the number
of the newest is written to the standard output.
"""

import os
import socket
import sys
import warnings

import uvicorn

from api.app import create_app
from core.settings import Settings
from layers.registry import load_catalogue


def main(listener: int) -> None:
    """Serve the atlas of the environment on the socket, by another process after each kill."""
    catalogue = load_catalogue()
    while True:
        with warnings.catch_warnings(action="ignore"):  # libraries keep threads that do nothing
            child = os.fork()
        if child == 0:
            database_url = os.environ["DATABASE_URL"]
            app = create_app(Settings.from_environment(), catalogue, database_url)
            server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
            server.run(sockets=[socket.socket(fileno=listener)])
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
