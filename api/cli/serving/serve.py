"""`tuganzher serve`: the atlas at an address."""

import http.client
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api.cli.connection import database
from api.cli.output.terminal import Terminal
from api.cli.serving.first_administrator import offer_administrator
from api.cli.serving.http_protocol import ServedProtocol
from api.cli.serving.tls import TlsMessages, TlsOptions, TlsServing, tls_serving
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


def serve(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=ServeMessages.HOST.en)] = None,
    port: Annotated[int | None, typer.Option(help=ServeMessages.PORT.en, min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(help=ServeMessages.WORKERS.en, min=1)] = 1,
    *,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help=ServeMessages.NO_WORKER.en)
    ] = False,
    tls: Annotated[bool, typer.Option("--tls", help=TlsMessages.TLS.en)] = False,
    tls_certificate: Annotated[
        Path | None, typer.Option(help=TlsMessages.CERTIFICATE.en, dir_okay=False)
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help=TlsMessages.KEY.en, dir_okay=False)] = None,
    tls_name: Annotated[list[str] | None, typer.Option(help=TlsMessages.NAME.en)] = None,
    http_port: Annotated[
        int | None, typer.Option(help=TlsMessages.HTTP_PORT.en, min=1, max=65535)
    ] = None,
) -> None:
    """Serves the atlas until Ctrl-C."""
    terminal = at_address(context.obj, host, port)
    settings = terminal.settings
    is_tls = tls or tls_certificate is not None or tls_key is not None
    options = TlsOptions(tls_certificate, tls_key, tuple(tls_name or ()), http_port)
    by_tls = tls_serving(settings, options) if is_tls else None
    if by_tls is not None and by_tls.http_port is not None:
        refuse_taken_address(replace(settings, port=by_tls.http_port))
    with database(settings) as url:
        if settings.database_url is None:
            migrate_private(url)
        answer(
            terminal,
            url,
            workers=workers,
            log_level="INFO",
            with_worker=not no_worker,
            tls=by_tls,
        )


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


def answer(  # noqa: PLR0913 - what is served, how and with what beside it
    terminal: Terminal,
    url: str,
    *,
    workers: int,
    log_level: str,
    with_worker: bool,
    tls: TlsServing | None = None,
) -> None:
    """Answer requests, and have jobs done, until a signal comes.

    The address is told once the atlas answers there; the worker starts after that.
    """
    settings = terminal.settings
    # The processes that uvicorn starts read their settings from the environment.
    os.environ |= {"DATABASE_URL": url, "ATLAS_DATA": str(settings.data_folder)}
    os.environ |= {"HOST": settings.host, "PORT": str(settings.port)}
    os.environ["ATLAS_LOG_LEVEL"] = log_level
    scheme = "http" if tls is None else "https"
    if tls is not None:
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        os.environ.setdefault("ATLAS_PUBLIC_URL", f"{scheme}://{shown}:{settings.port}")
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
        **(tls.uvicorn_options if tls else {}),
    )
    with worker_beside() as worker, tls.looked_after(settings) if tls else nullcontext():
        then = worker.start if with_worker else None
        threading.Thread(target=_announce, args=[terminal, url, then, tls], daemon=True).start()
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


def _announce(
    terminal: Terminal,
    url: str,
    then: Callable[[], None] | None,
    tls: TlsServing | None = None,
) -> None:
    """Tell the address as soon as the atlas answers there, and call `then`."""
    settings = terminal.settings
    host = EVERY_ADDRESS.get(settings.host, settings.host)
    deadline = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < deadline:
        connection = _connection(host, settings.port, is_tls=tls is not None)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                shown = f"[{host}]" if ":" in host else host
                address = f"{'http' if tls is None else 'https'}://{shown}:{settings.port}"
                terminal.tell(ServeMessages.ADDRESS, address=address)
                if tls is not None and tls.authority is not None:
                    install = f"http://{shown}:{tls.http_port}/"
                    fingerprint = tls.authority.fingerprint()
                    terminal.tell(TlsMessages.INSTALL, address=install, fingerprint=fingerprint)
                if then:
                    then()
                offer_administrator(terminal, url, address)
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()


def _connection(host: str, port: int, *, is_tls: bool) -> http.client.HTTPConnection:
    """A connection to the atlas itself, on this machine, whatever name its certificate has."""
    if not is_tls:
        return http.client.HTTPConnection(host, port, timeout=5)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=5, context=context)
