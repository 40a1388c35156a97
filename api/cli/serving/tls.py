"""`tuganzher serve --tls`: HTTPS without a proxy, and what stands beside it."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import uvicorn

from api.http.admission.protocol import Connections, PacedProtocol
from api.tls.authority import LocalAuthority
from api.tls.entrance import PlainEntrance
from api.tls.names import names_of_machine
from api.tls.own_files import require_usable
from api.tls.serving import watched_context
from core.clock import Clock
from core.errors import MissingValueError
from core.load_limits import LoadLimits
from core.settings import Settings
from core.text import Text

log = logging.getLogger("atlas.tls")

LOOKED_AT_EVERY_S = 3600.0
USUAL_HSTS_DAYS = "1"
"""With a certificate of the operator's; soon over where they go back to HTTP."""


class TlsMessages:
    """What is said of HTTPS."""

    TLS = Text(
        "HTTPS арқылы жұмыс істеу: сертификат берілмесе, өз орталығын жасайды.",
        "Работать по HTTPS: если сертификат не дан, создаёт собственный центр.",
        "Serve by HTTPS: without a certificate by an authority of its own.",
    )
    CERTIFICATE = Text(
        "PEM сертификаты бар файл.", "Файл с сертификатом PEM.", "A file with a certificate in PEM."
    )
    KEY = Text("Сертификат кілті бар файл.", "Файл с ключом сертификата.", "A file with its key.")
    NAME = Text(
        "Машинаның тағы бір атауы немесе мекенжайы.",
        "Ещё одно имя или адрес этой машины.",
        "One more name or address of this machine.",
    )
    HTTP_PORT = Text(
        "Сертификатты орнату беті мен HTTPS-ке бағыттау үшін HTTP порты.",
        "Порт HTTP для страницы установки сертификата и перенаправления на HTTPS.",
        "A port of HTTP that shows how to install the certificate and leads to HTTPS.",
    )
    INSTALL = Text(
        "Сертификатты орнату: {address} (SHA-256 {fingerprint})",
        "Установка сертификата: {address} (SHA-256 {fingerprint})",
        "Install the certificate: {address} (SHA-256 {fingerprint})",
    )


@dataclass(frozen=True, slots=True)
class TlsOptions:
    """What the command is told of HTTPS."""

    certificate: Path | None = None
    key: Path | None = None
    names: tuple[str, ...] = ()
    http_port: int | None = None


@dataclass(frozen=True, slots=True)
class TlsServing:
    """With what HTTPS is served, and what looks after it."""

    certificate: Path
    key: Path | None
    http_port: int | None
    authority: LocalAuthority | None
    names: tuple[str, ...]
    clock: Clock

    @property
    def uvicorn_options(self) -> dict[str, Any]:
        """The options of uvicorn's configuration."""
        return {
            "ssl_certfile": self.certificate,
            "ssl_keyfile": self.key,
            "ssl_context_factory": watched_context,
        }

    @contextmanager
    def looked_after(self, settings: Settings) -> Iterator[None]:
        """Renew the authority's certificate and keep the entrance open until the block ends."""
        ended = threading.Event()
        entrance = self._entrance(settings)
        threads = [threading.Thread(target=self._keep, args=[settings.host, ended], daemon=True)]
        if entrance is not None:
            threads.append(threading.Thread(target=entrance.run, daemon=True))
        for each in threads:
            each.start()
        try:
            yield
        finally:
            ended.set()
            if entrance is not None:
                entrance.should_exit = True
            for each in threads:
                each.join(5)

    def renew(self, host: str) -> None:
        """See to it that the authority's certificate is good for this machine."""
        if self.authority is not None:
            self.authority.renew(names_of_machine(host, self.names), self.clock.now())

    def _keep(self, host: str, ended: threading.Event) -> None:
        while not ended.wait(LOOKED_AT_EVERY_S):
            try:
                self.renew(host)
            except OSError as error:
                log.warning("the certificate could not be renewed: %s", error)

    def _entrance(self, settings: Settings) -> uvicorn.Server | None:
        if self.http_port is None:
            return None
        config = uvicorn.Config(
            PlainEntrance(settings.port, self.authority),
            host=settings.host,
            port=self.http_port,
            http=EntranceProtocol,
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
        )
        return uvicorn.Server(config)


class EntranceProtocol(PacedProtocol):
    """HTTP at the same pace as everywhere, with connections of its own."""

    limits: ClassVar[LoadLimits] = LoadLimits.from_environment(os.environ)
    open_connections: ClassVar[Connections] = Connections(limits)


def tls_serving(settings: Settings, options: TlsOptions) -> TlsServing:
    """With what HTTPS is served. Raises CertificateProblem, MissingValueError."""
    clock = settings.clock
    if options.certificate is not None or options.key is not None:
        certificate = _given(options.certificate, "tls-certificate")
        key = _given(options.key, "tls-key")
        require_usable(certificate, key, clock.now())
        os.environ.setdefault("ATLAS_HSTS_DAYS", USUAL_HSTS_DAYS)
        return TlsServing(certificate, key, options.http_port, None, (), clock)
    authority = LocalAuthority(settings.data_folder / "tls")
    port = options.http_port or settings.port + 1
    serving = TlsServing(authority.served, None, port, authority, options.names, clock)
    serving.renew(settings.host)
    return serving


def _given(path: Path | None, option: str) -> Path:
    """The file of an option. Raises MissingValueError where it was left out."""
    if path is None:
        raise MissingValueError(option, field=option)
    return path
