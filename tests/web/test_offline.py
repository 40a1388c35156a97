"""The page without a connection: it opens, shows what was seen, and says from when that is."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import DESK, PHONE, Reader, Readers
from tests.web.test_access import forgive

pytestmark = pytest.mark.browser

TURKISTAN = "610000000"
KEPT = re.compile("saved on|сохранённые данные|Сақталған деректер")


@pytest.fixture
def traveller(readers: Readers) -> Reader:
    """A reader with a phone that keeps the page."""
    return readers.come(PHONE, is_phone=True, is_installed=True)


def keep(reader: Reader, search: str) -> None:
    """Open a view until the page and what it shows are kept."""
    reader.open(search)
    reader.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    reader.page.reload()
    reader.wait_for_map()
    reader.page.wait_for_load_state("networkidle")


def excuse(reader: Reader) -> None:
    """Strike out what the browser says of a connection that is not there."""
    lost = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")
    reader.complaints = [each for each in reader.complaints if not any(map(each.count, lost))]


def lose_connection(page: Page) -> None:
    page.context.set_offline(True)


def test_page_opens_without_a_connection_and_shows_what_was_seen(traveller: Reader) -> None:
    page = traveller.page
    keep(traveller, f"?lang=ru&region={TURKISTAN}")
    expect(page.locator("#panel h2").first).to_have_text("Туркестанская область")
    expect(page.locator(".notices p")).to_have_count(0)
    lose_connection(page)
    page.reload()
    traveller.wait_for_map()
    expect(page.locator("#panel h2").first).to_have_text("Туркестанская область")
    expect(page.locator(".notices")).to_contain_text(KEPT)
    page.context.set_offline(False)
    page.get_by_role("button", name="Список", exact=True).tap()
    expect(page.locator(".notices p")).to_have_count(0)
    excuse(traveller)


def test_old_address_leads_on_without_a_connection(traveller: Reader) -> None:
    page = traveller.page
    keep(traveller, "?lang=kk")
    lose_connection(page)
    page.goto(f"{traveller.address}/?lang=kk&panel=trip")
    traveller.wait_for_map()
    assert page.url.startswith(f"{traveller.address}/trips?lang=kk")
    excuse(traveller)


def test_what_was_not_seen_is_told_and_can_be_tried_again(traveller: Reader) -> None:
    page = traveller.page
    keep(traveller, "?lang=en")
    lose_connection(page)
    page.goto(f"{traveller.address}/objects/monuments/1?lang=en")
    told = page.get_by_role("alert").filter(has_text="No connection")
    expect(told).to_be_visible()
    page.context.set_offline(False)
    told.get_by_role("button", name="Try again").tap()
    expect(page.locator("#panel h2").first).to_be_visible()
    excuse(traveller)


def test_page_can_be_installed(desk: Reader) -> None:
    page = desk.page
    answer = page.request.get(f"{desk.address}/manifest.webmanifest")
    manifest = json.loads(answer.body())
    assert answer.headers["content-type"] == "application/manifest+json"
    assert page.request.get(f"{desk.address}{manifest['start_url']}").ok
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for icon in manifest["icons"]:
        picture = page.request.get(f"{desk.address}{icon['src']}")
        assert picture.headers["content-type"] == icon["type"]


def test_unknown_address_shows_ways_back(readers: Readers) -> None:
    reader = readers.come(DESK, locale="ru-RU")
    answer = reader.page.goto(f"{reader.address}/nosuchpage")
    assert answer is not None
    assert answer.status == 404
    expect(reader.page.get_by_role("heading", name="Такой страницы нет")).to_be_visible()
    reader.page.get_by_role("link", name="Перейти к карте").click()
    reader.wait_for_map()
    assert "/map?" in reader.page.url
    forgive(reader, "404")
