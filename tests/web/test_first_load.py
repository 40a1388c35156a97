"""What a phone with a weak signal must fetch before the map is there."""

import pytest

from tests.web.conftest import PHONE, Readers
from tests.web.test_access import settle

pytestmark = pytest.mark.browser

MOST_BYTES = 700_000
TILES = "/api/tiles/"


def test_first_load_of_the_map_is_small(readers: Readers) -> None:
    reader = readers.come(PHONE, is_phone=True)
    addresses: dict[str, str] = {}
    sizes: dict[str, float] = {}
    protocol = reader.page.context.new_cdp_session(reader.page)
    protocol.send("Network.enable")
    protocol.on(
        "Network.requestWillBeSent",
        lambda told: addresses.update({told["requestId"]: told["request"]["url"]}),
    )
    protocol.on(
        "Network.loadingFinished",
        lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
    )
    reader.page.goto(f"{reader.address}/map?lang=kk")
    reader.wait_for_map()
    settle(reader.page)
    fetched = {
        address: sizes[request]
        for request, address in addresses.items()
        if request in sizes and TILES not in address
    }
    assert any(address.endswith(".css") for address in fetched)
    assert sum(fetched.values()) <= MOST_BYTES, sorted(fetched.items(), key=lambda each: -each[1])
