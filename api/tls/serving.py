"""The certificate as processes serve with it: taken anew when its file has changed."""

import logging
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

log = logging.getLogger("atlas.tls")

LOOKED_AT_EVERY_S = 60.0


def watched_context(config: uvicorn.Config, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """A context whose new connections get the certificate that is in the files by then."""
    context = usual()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    files = CertificateFiles(Path(str(config.ssl_certfile)), _path(config.ssl_keyfile))
    watch = CertificateWatch(context, files)
    threading.Thread(target=watch.keep, name="certificate", daemon=True).start()
    return context


def _path(name: object) -> Path | None:
    return Path(str(name)) if name else None


class CertificateFiles:
    """A certificate and its key, in one file or two."""

    def __init__(self, certificate: Path, key: Path | None) -> None:
        self.certificate, self.key = certificate, key

    def state(self) -> tuple[tuple[int, int], ...]:
        """What changes when a file does. Raises OSError."""
        paths = [self.certificate, *([self.key] if self.key else [])]
        return tuple((found.st_mtime_ns, found.st_ino) for found in map(Path.stat, paths))


class CertificateWatch:
    """Takes the files up again where they have changed and belong together."""

    def __init__(self, context: ssl.SSLContext, files: CertificateFiles) -> None:
        self._context = context
        self._files = files
        self._state = files.state()
        self.ended = threading.Event()

    def keep(self, every_s: float = LOOKED_AT_EVERY_S) -> None:
        """Look now and then, until told to end."""
        while not self.ended.wait(every_s):
            self.look()

    def look(self) -> bool:
        """Whether another certificate is served from now on; an unusable one changes nothing."""
        try:
            state = self._files.state()
            if state == self._state:
                return False
            self._try()
        except (OSError, ssl.SSLError) as error:
            log.warning("the new certificate cannot be used, the old one stays: %s", error)
            return False
        self._state = state
        log.info("the certificate was renewed")
        return True

    def _try(self) -> None:
        trial = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        for context in (trial, self._context):
            context.load_cert_chain(self._files.certificate, self._files.key)
