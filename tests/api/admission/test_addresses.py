"""Whose request it is: what proxies tell is read only from those that are trusted."""

import pytest

from api.http.admission.addresses import TrustedProxies

PROXY, CALLER = "10.0.0.1", "203.0.113.9"
TRUSTED = TrustedProxies.parsed(["10.0.0.0/8", "::1"])


def address(peer: str, proxies: TrustedProxies = TRUSTED, **headers: str) -> str:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return proxies.address_of({"client": (peer, 5), "headers": told})


def test_stranger_cannot_choose_an_address() -> None:
    assert address(CALLER, x_forwarded_for="198.51.100.1") == CALLER
    assert address(PROXY, TrustedProxies(), x_forwarded_for=CALLER) == PROXY


def test_trusted_proxy_tells_the_address() -> None:
    assert address(PROXY, x_forwarded_for=CALLER) == CALLER
    assert address("::1", forwarded=f"for={CALLER};proto=https") == CALLER
    assert address(PROXY) == PROXY


def test_only_what_trusted_proxies_added_counts() -> None:
    assert address(PROXY, x_forwarded_for=f"198.51.100.1, {CALLER}, 10.2.3.4") == CALLER
    assert address(PROXY, forwarded=f'for=198.51.100.1, for="{CALLER}:80", for=10.2.3.4') == CALLER


@pytest.mark.parametrize(
    "told",
    ["2001:db8:1:2:3::4", "[2001:db8:1:2:9::]:443", "2001:db8:1:2::"],
)
def test_network_of_64_bits_is_one_caller(told: str) -> None:
    assert address(PROXY, x_forwarded_for=told) == "2001:db8:1:2::/64"
    assert address(PROXY, forwarded=f'for="{told}"') == "2001:db8:1:2::/64"


def test_mapped_address_is_that_of_the_fourth_version() -> None:
    assert address(f"::ffff:{CALLER}") == CALLER
    assert address(f"::ffff:{PROXY}", x_forwarded_for=CALLER) == CALLER


@pytest.mark.parametrize("told", ["unknown", "_hidden", "", ",,", "x" * 500, "1.2.3.4.5"])
def test_nonsense_is_nobody(told: str) -> None:
    assert address(PROXY, x_forwarded_for=told) in {"unknown", PROXY}
