"""The web processes of uvicorn, and whoever else must hear at once that they are to end."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

STARTUP_FAILURE = 3
"""The exit code of uvicorn where it could not begin to answer."""


def serve_until_signal(config: Config, on_end: Callable[[], None]) -> None:
    """Answer requests until a signal comes; `on_end` is called as soon as it does, in a thread.

    As `uvicorn.run`, which tells nobody. Exits where the application cannot be started.
    """
    with suppress(KeyboardInterrupt):
        if config.workers > 1:
            _Processes(config, on_end).run()
            return
        server = _Server(config, on_end)
        server.run()
        if not server.started:
            sys.exit(STARTUP_FAILURE)


class _Server(Server):
    """A single process that answers."""

    def __init__(self, config: Config, on_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_end = on_end

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        threading.Thread(target=self._on_end, daemon=True).start()  # a handler may wait for nothing
        super().handle_exit(sig, frame)


class _Processes(Multiprocess):
    """Several processes that answer, and the one that looks after them."""

    def __init__(self, config: Config, on_end: Callable[[], None]) -> None:
        super().__init__(config, [config.bind_socket()])
        self._on_end = on_end

    def terminate_all(self) -> None:
        """Tell all processes to end."""
        self._on_end()
        super().terminate_all()
