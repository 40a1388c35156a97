"""`tuganzher serve`: the atlas at an address."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer
import uvicorn

from api.cli.connection import database
from api.cli.output.terminal import Terminal
from api.cli.serving.first_administrator import offer_administrator
from api.cli.serving.http_protocol import ServedProtocol
from api.cli.serving.web_processes import serve_until_signal
from api.cli.serving.worker_beside import worker_beside
from api.migration.migrate import migrate
from core.database.engine import make_engine
from core.errors import AtlasError
from core.log import write_log
from core.settings import Settings
from core.text import Text
from layers.registry import load_catalogue

READY_TIMEOUT_S = 60
LONGEST_SHUTDOWN_S = 2
LONGEST_SILENCE_S = 30
"""So long may a process that answers say nothing before it is replaced. While it starts it cannot,
and on a busy machine that takes longer than the five seconds that uvicorn would wait."""
LOOPBACK = ("127.0.0.1", "::1")
"""A proxy on the same machine may always tell by which scheme it was asked."""
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


class ServeMessages:
    """What this command says."""

    SERVE = Text(
        "Атласты көрсетілген мекенжайда іске қосады; Ctrl-C тоқтатады.",
        "Запускает атлас по указанному адресу; Ctrl-C останавливает.",
        "Serves the atlas at an address; Ctrl-C stops it.",
    )
    HOST = Text("Тыңдайтын мекенжай (HOST).", "Адрес (HOST).", "The address to listen at (HOST).")
    PORT = Text("Порт (PORT).", "Порт (PORT).", "The port (PORT).")
    WORKERS = Text("Процестер саны.", "Число процессов.", "How many processes answer.")
    NO_WORKER = Text(
        "Кезектегі жұмыстарды орындайтын процесті қатар іске қоспау.",
        "Не запускать рядом процесс, выполняющий задания из очереди.",
        "Do not start the process beside it that does the jobs in the queue.",
    )
    ADDRESS = Text(
        "Атлас дайын: {address}", "Атлас готов: {address}", "The atlas is ready: {address}"
    )


class AddressTakenError(AtlasError):
    """The address cannot be listened at."""

    phrase = Text(
        "{value} мекенжайын пайдалануға болмады ({reason}). Басқасын таңдаңыз, мысалы PORT=8001.",
        "Адрес {value} занять не удалось ({reason}). Выберите другой, например PORT=8001.",
        "The address {value} cannot be used ({reason}). Choose another one, such as PORT=8001.",
    )


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=ServeMessages.HOST.en)] = None,
    port: Annotated[int | None, typer.Option(help=ServeMessages.PORT.en, min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(help=ServeMessages.WORKERS.en, min=1)] = 1,
    *,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help=ServeMessages.NO_WORKER.en)
    ] = False,
) -> None:
    """Serves the atlas until Ctrl-C."""
    terminal = at_address(context.obj, host, port)
    settings = terminal.settings
    with database(settings) as url:
        if settings.database_url is None:
            migrate_private(url)
        answer(terminal, url, workers=workers, log_level="INFO", with_worker=not no_worker)


def at_address(terminal: Terminal, host: str | None, port: int | None) -> Terminal:
    """The terminal with the address in its settings, which is free; signals end the run cleanly.

    Raises AddressTakenError when somebody else listens there.
    """
    given = terminal.settings
    settings = replace(given, host=host or given.host, port=port or given.port)
    refuse_taken_address(settings)
    stop_cleanly_when_told()
    return replace(terminal, settings=settings)


def migrate_private(url: str) -> None:
    """Bring the embedded database, which nobody else looks after, up to date."""
    engine = make_engine(url)
    migrate(engine, load_catalogue())
    engine.dispose()


def answer(
    terminal: Terminal, url: str, *, workers: int, log_level: str, with_worker: bool
) -> None:
    """Answer requests, and have jobs done, until a signal comes.

    The address is told once the atlas answers there; the worker starts after that.
    """
    settings = terminal.settings
    # The processes that uvicorn starts read their settings from the environment.
    os.environ |= {"DATABASE_URL": url, "ATLAS_DATA": str(settings.data_folder)}
    os.environ |= {"HOST": settings.host, "PORT": str(settings.port)}
    os.environ["ATLAS_LOG_LEVEL"] = log_level
    proxies = [*LOOPBACK, *settings.load.trusted_proxies]
    write_log(log_level)
    config = uvicorn.Config(
        "api.cli.serving.application:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        log_config=None,
        access_log=False,
        http=ServedProtocol,
        forwarded_allow_ips=",".join(proxies),
        timeout_graceful_shutdown=LONGEST_SHUTDOWN_S,
        timeout_worker_healthcheck=LONGEST_SILENCE_S,
    )
    with worker_beside() as worker:
        then = worker.start if with_worker else None
        threading.Thread(target=_announce, args=[terminal, url, then], daemon=True).start()
        serve_until_signal(config, worker.tell_to_end)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut the stop short


def refuse_taken_address(settings: Settings) -> None:
    """Raise AddressTakenError when somebody else listens at the address."""
    try:
        family, kind, *_, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        wanted = f"{settings.host}:{settings.port}"
        raise AddressTakenError(wanted, reason=reason) from error


def stop_cleanly_when_told() -> None:
    """Have a closed terminal or a kill end the program through its `finally` blocks."""
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, lambda number, _frame: sys.exit(128 + number))


def _announce(terminal: Terminal, url: str, then: Callable[[], None] | None) -> None:
    """Tell the address as soon as the atlas answers there, and call `then`."""
    settings = terminal.settings
    host = EVERY_ADDRESS.get(settings.host, settings.host)
    deadline = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, settings.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                shown = f"[{host}]" if ":" in host else host
                address = f"http://{shown}:{settings.port}"
                terminal.tell(ServeMessages.ADDRESS, address=address)
                if then:
                    then()
                offer_administrator(terminal, url, address)
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
