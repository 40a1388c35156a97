"""Whose request it is: the address it came from, told by proxies only where they are trusted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Network = IPv4Network | IPv6Network

FORWARDED_FOR = re.compile(r"for=(?:\"([^\"]*)\"|([^;,\s]*))", re.IGNORECASE)
ONE_HOME = 64
"""Bits of an IPv6 address that one home or host is given; the rest it chooses as it likes."""
UNKNOWN = "unknown"
PEER = "atlas.peer"
"""The key of a scope for the other end of the connection; a server may have put what a proxy on the
same machine tells in the place of `client`."""


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """The networks whose word for the address of a caller is taken."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def parsed(cls, names: Iterable[str]) -> "TrustedProxies":
        """The networks of such names as `10.0.0.0/8` or `::1`. Raises ValueError."""
        return cls(tuple(ip_network(name.strip(), strict=False) for name in names if name.strip()))

    def trusts(self, address: str) -> bool:
        """Whether the address is that of a trusted proxy."""
        return bool(self.networks) and _trusts(self.networks, address)

    def address_of(self, scope: Scope) -> str:
        """The address that a request counts for: IPv6 by its network of 64 bits.

        What proxies forward is read from the right, as far as they are trusted; what stands
        further left may be anybody's invention.
        """
        client = scope.get(PEER) or scope.get("client")
        address = client[0] if client else UNKNOWN
        if self.networks and self.trusts(address):
            for forwarded in _forwarded(scope):
                address = forwarded
                if not self.trusts(forwarded):
                    break
        return network_of(address)


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """The address itself, or the network of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((int(parsed), ONE_HOME), strict=False))
    return address


@lru_cache(maxsize=4096)
def _trusts(networks: tuple[Network, ...], address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)


def _forwarded(scope: Scope) -> Iterator[str]:
    """The addresses that proxies tell, the nearest first; `Forwarded` before its older relative."""
    told: dict[bytes, list[str]] = {b"forwarded": [], b"x-forwarded-for": []}
    for name, value in scope["headers"]:
        if name in told:
            told[name].append(value.decode("latin-1"))
    standard = ",".join(told[b"forwarded"])
    if standard:
        addresses = [quoted or plain for quoted, plain in FORWARDED_FOR.findall(standard)]
    else:
        addresses = ",".join(told[b"x-forwarded-for"]).split(",")
    for address in reversed(addresses):
        if address.strip():
            yield _without_port(address.strip())


def _without_port(told: str) -> str:
    if told.startswith("["):
        return told[1:].partition("]")[0]
    return told.partition(":")[0] if told.count(":") == 1 else told
