"""What a card says and offers in each language, and how cards and lists come on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE, Reader, Readers

pytestmark = pytest.mark.browser

STOPS = 6
PDF = b"%PDF-"
A4 = {"width": 794, "height": 1123}
"""In pixels of CSS."""


def id_of(reader: Reader, layer: str, name: str) -> int:
    """The id of the object of a layer that has this name in English."""
    answer = reader.page.request.get(
        f"{reader.address}/api/collections/{layer}/items", params={"name_en": name}
    )
    found: int = answer.json()["features"][0]["id"]
    return found


def test_route_is_planned_by_its_stops_and_speaks_the_language_of_its_reader(desk: Reader) -> None:
    route = id_of(desk, "tourist_routes", "Charyn – Kolsai – Kaindy")
    desk.open(f"?lang=kk&object=tourist_routes:{route}")
    panel = desk.page.locator("#panel")
    expect(panel.locator(".actions .main")).to_have_text("Осы маршрутты жоспарлау")
    facts = panel.locator("dl").first
    expect(facts).to_contain_text("мамыр – қазан")
    expect(facts).to_contain_text("33 сағ")
    expect(panel.locator("figure")).to_have_count(0)
    expect(panel).to_contain_text("жүріп көрілмеген, өлшенбеген")
    scale = desk.page.locator(".maplibregl-ctrl-scale")
    expect(scale).to_have_text(re.compile(r"^\d+ (км|м)$"))
    panel.get_by_role("button", name="Осы маршрутты жоспарлау").click()
    expect(panel.locator(".result ol li")).to_have_count(STOPS)
    expect(panel.locator(".result")).not_to_contain_text("Нүкте")
    assert desk.sees(lambda: "keep=1" in desk.page.url)
    desk.page.go_back()
    desk.page.get_by_role("button", name="English").click()
    expect(panel.locator(".actions .main")).to_have_text("Plan this route")
    expect(scale).to_have_text(re.compile(r"^\d+ k?m$"))


def test_card_and_list_come_on_paper_without_what_belongs_to_the_screen(readers: Readers) -> None:
    reader = readers.come(PHONE, locale="ru-RU")
    monument = id_of(reader, "monuments", "Mausoleum of Khoja Ahmed Yasawi")
    panel, page = reader.page.locator("#panel"), reader.page
    reader.open(f"?lang=ru&object=monuments:{monument}")
    expect(panel.locator("h2")).to_contain_text("Ясави")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    for chrome in ("header .brand", ".map", ".strip", ".page > nav", ".handle", ".actions button"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(panel.locator(".foot")).to_contain_text(f"/objects/monuments/{monument}?lang=ru")
    expect(panel.locator(".foot")).to_contain_text("напечатано")
    assert page.evaluate("getComputedStyle(document.querySelector('#panel h2')).color") == (
        "rgb(0, 0, 0)"
    )
    assert page.pdf(format="A4").startswith(PDF)
    page.emulate_media(media="screen")
    reader.open("?lang=ru&panel=list")
    rows = panel.locator("li button")
    expect(rows).to_have_count(30)
    page.emulate_media(media="print")
    expect(panel.locator("p.on-paper")).to_have_text("Памятники · Казахстан")
    expect(rows.last).to_be_visible()
    bottom = panel.bounding_box()
    last = rows.last.bounding_box()
    assert bottom is not None
    assert last is not None
    assert last["y"] + last["height"] < bottom["y"] + bottom["height"]
    expect(panel.locator("select").first).to_be_hidden()
