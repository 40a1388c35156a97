"""By which names and addresses this machine is reached."""

import re
import socket
from collections.abc import Iterable

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound
ROUTED = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of documentation: nothing is sent there, the system only chooses the way."""
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def names_of_machine(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Names and addresses, those that the operator tells among them."""
    own = socket.gethostname().lower()
    names = {own, f"{own.partition('.')[0]}.local", *LOOPBACK, *(each.lower() for each in more)}
    names |= set(_addresses()) if host in EVERY_ADDRESS else {host}
    return frozenset(filter(_is_sound, names))


def _addresses() -> Iterable[str]:
    """The addresses by which others on the network see this machine."""
    for family, far in ROUTED:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((far, 9))
                yield str(asked.getsockname()[0])
            except OSError:
                continue
    try:
        found = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return
    yield from (str(each[4][0]).partition("%")[0] for each in found)


def _is_sound(name: str) -> bool:
    return bool(NAME.fullmatch(name)) or ":" in name
