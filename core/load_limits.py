"""What one caller, and all of them together, may ask of a web process at a time."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadLimits:
    """Places by class of doors, connections by address, and the least pace of either side."""

    trusted_proxies: tuple[str, ...]
    """Addresses and networks of proxies whose word for the address of a caller is taken."""
    connections_per_address: int
    connections: int
    """Open at a time, whoever holds them."""
    least_bytes_per_s: float
    """Slower readers and senders are cut off."""
    slow_grace_s: float
    """So long may a body take before its pace counts, and a reader take nothing."""
    headers_within_s: float
    searches_at_once: int
    analyses_at_once: int
    queries_at_once: int
    waiting: int
    """Searches, and analyses, that wait for a place; more get 503."""
    longest_wait_s: float
    downloads_sent: int
    """Files that wait whole on the disk for their readers, or are being read."""
    downloads_per_address: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "LoadLimits":
        """The limits from ATLAS_TRUSTED_PROXIES and the ATLAS_LOAD_ variables."""

        def number(name: str, usual: float) -> float:
            return float(environment.get(f"ATLAS_LOAD_{name}") or usual)

        cores = os.cpu_count() or 1
        proxies = environment.get("ATLAS_TRUSTED_PROXIES", "").split(",")
        return cls(
            trusted_proxies=tuple(name.strip() for name in proxies if name.strip()),
            connections_per_address=int(number("CONNECTIONS_PER_ADDRESS", 200)),
            connections=int(number("CONNECTIONS", 2000)),
            least_bytes_per_s=number("LEAST_BYTES_PER_S", 1000),
            slow_grace_s=number("SLOW_GRACE_S", 15),
            headers_within_s=number("HEADERS_WITHIN_S", 10),
            searches_at_once=int(number("SEARCHES_AT_ONCE", max(2, cores))),
            analyses_at_once=int(number("ANALYSES_AT_ONCE", max(2, cores // 2))),
            queries_at_once=int(number("QUERIES_AT_ONCE", 6)),
            waiting=int(number("WAITING", 24)),
            longest_wait_s=number("LONGEST_WAIT_S", 20),
            downloads_sent=int(number("DOWNLOADS_SENT", 64)),
            downloads_per_address=int(number("DOWNLOADS_PER_ADDRESS", 8)),
        )
