"""A POST to an address that a person gave: it reaches public hosts alone, and follows nothing."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from core.errors import InvalidValueError
from core.messages.parcels import (
    DeferredDeliveryError,
    RefusedDeliveryError,
    UncertainDeliveryError,
)
from core.text import Text

PORTS = frozenset({443, 8443})
LONGEST_URL = 2000
NOT_OUTSIDE = "the address is not one outside"
PRIVATE = "the host lies in a private network"
PAUSE_S, WHOLE_S = 10, 30
"""How long a host may be silent, and how long all of it may take."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
OUTSIDE_HINT = Text(
    "Интернеттегі https:// мекенжайы керек (443 немесе 8443 порты).",
    "Нужен адрес https:// в интернете (порт 443 или 8443).",
    "An https:// address on the internet is needed (port 443 or 8443).",
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Outside:
    """The way to hosts outside, and to those of the own network that the operator trusts."""

    trusted_hosts: frozenset[str] = field(default_factory=frozenset)

    def require_address(self, url: str, *, name: str) -> None:
        """Require an address to which something may be sent. Raises InvalidValueError.

        What the host's name leads to is looked at each time that something is sent.
        """
        try:
            parts = urlsplit(url)
            is_fit = self._is_fit(url, parts)
        except ValueError:
            is_fit = False
        if not is_fit:
            raise InvalidValueError(url, field=name, hint=OUTSIDE_HINT)

    def _is_fit(self, url: str, parts: SplitResult) -> bool:
        if len(url) > LONGEST_URL or not url.isascii() or any(each <= " " for each in url):
            return False
        if not parts.hostname or parts.username is not None or parts.fragment:
            return False
        if parts.hostname in self.trusted_hosts:
            return parts.scheme in {"http", "https"}
        literal = _literal(parts.hostname)
        is_public = literal is None or is_public_address(literal)
        return parts.scheme == "https" and (parts.port or 443) in PORTS and is_public

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        """The status of the answer and its Retry-After; a redirect is an answer like others.

        Raises DeferredDeliveryError, RefusedDeliveryError, UncertainDeliveryError.
        """
        try:
            self.require_address(url, name="url")
        except InvalidValueError as error:
            raise RefusedDeliveryError(NOT_OUTSIDE) from error
        parts = urlsplit(url)
        connection = self._connection(parts)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        return _asked(connection, path, body, headers)

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        host, is_tls = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if is_tls else 80)
        connection: HTTPConnection = (
            HTTPSConnection(host, port) if is_tls else HTTPConnection(host, port)
        )
        try:
            plain = socket.create_connection((self._resolved(host, port), port), PAUSE_S)
            if is_tls:
                context = ssl.create_default_context()
                connection.sock = context.wrap_socket(plain, server_hostname=host)
            else:
                connection.sock = plain
        except OSError as error:
            told = f"{type(error).__name__}: {error}"
            raise DeferredDeliveryError(told) from error
        return connection

    def _resolved(self, host: str, port: int) -> str:
        """The address to which the name leads, looked at once, and the one that is reached."""
        found = [
            str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
        private = [each for each in found if not is_public_address(ipaddress.ip_address(each))]
        if private and host not in self.trusted_hosts:
            raise RefusedDeliveryError(PRIVATE)
        return found[0]


def is_public_address(address: Address) -> bool:
    """Whether it is reached over the internet, and not a way round to what is not."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public_address(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address in NAT64 or address.scope_id:
            return False
    return address.is_global and not address.is_multicast


def _asked(
    connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str]:
    end = threading.Timer(WHOLE_S, _cut, [connection])
    end.start()
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
    except (OSError, HTTPException) as error:
        raise UncertainDeliveryError(type(error).__name__) from error
    else:
        return answer.status, answer.headers.get("Retry-After", "")
    finally:
        end.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _literal(host: str) -> Address | None:
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    return None
