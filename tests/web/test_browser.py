"""What people do with the page, done in a real browser against the real atlas."""

import io
import json
import re
from urllib.parse import urlparse

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.web.conftest import DESK, Reader, Readers

pytestmark = pytest.mark.browser

TURKISTAN = "610000000"
ALMATY = "750000000"
THEMES = 5
OK = 200
FEWEST_COLOURS = 40


def test_page_shows_the_country_with_five_themes(desk: Reader) -> None:
    desk.open()
    expect(desk.page.locator(".strip button")).to_have_count(THEMES)
    assert desk.title == "Қазақстан"
    assert desk.page.locator("html").get_attribute("lang") == "kk"


def test_map_is_drawn_in_many_colours(desk: Reader) -> None:
    with desk.page.expect_response(
        lambda answer: "/api/tiles/monuments/" in answer.url and answer.status == OK
    ):
        desk.open()

    def colours() -> int:
        picture = Image.open(io.BytesIO(desk.page.locator(".map canvas").screenshot()))
        return len(picture.convert("RGB").getcolors(maxcolors=1 << 24) or [])

    assert desk.sees(lambda: colours() > FEWEST_COLOURS)


def test_picker_goes_down_to_a_rural_district(desk: Reader) -> None:
    desk.open()
    desk.choose(0, TURKISTAN)
    picker = desk.page.locator(".picker select")
    district = picker.nth(1).locator("option").nth(1).get_attribute("value") or ""
    with desk.page.expect_response(lambda answer: f"region={district}" in answer.url):
        desk.choose(1, district)
    rural = picker.nth(2).locator("option").nth(1)
    name = rural.inner_text()
    desk.choose(2, rural.get_attribute("value") or "")
    assert desk.title == name
    expect(desk.page.get_by_role("note").first).to_contain_text("шамамен")
    expect(desk.page.locator(".path button")).to_have_count(2)


def test_district_of_a_city_hangs_under_its_city(desk: Reader) -> None:
    desk.open(f"?lang=ru&region={ALMATY}")
    districts = desk.page.get_by_label("Район в городе")
    expect(districts.locator("option")).to_have_count(9)
    desk.choose(1, districts.locator("option").nth(1).get_attribute("value") or "")
    expect(desk.page.locator(".path button")).to_have_count(1)


def test_press_on_a_child_region_goes_down_to_it(desk: Reader) -> None:
    desk.open()
    first = desk.page.locator("section li button").first
    name = first.locator(".name span").first.inner_text()
    first.click()
    expect(desk.page.locator("#panel h2").first).to_have_text(name)


def test_search_finds_written_coordinates_and_shows_the_place(desk: Reader) -> None:
    desk.open("?lang=ru")
    desk.page.get_by_role("combobox", name="Поиск").fill("43°17'51\" с.ш. 68°16'14\" в.д.")
    option = desk.page.get_by_role("option").first
    expect(option).to_contain_text("Туркестан")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    assert desk.sees(lambda: desk.query.get("map", "").startswith("13.00/43.2975/68.27"))


def test_language_switch_changes_page_and_document(desk: Reader) -> None:
    desk.open(f"?lang=kk&region={TURKISTAN}")
    expect(desk.page.locator("#panel h2").first).to_have_text("Түркістан облысы")
    desk.page.get_by_role("button", name="Русский").click()
    expect(desk.page.locator("#panel h2").first).to_have_text("Туркестанская область")
    assert desk.page.locator("html").get_attribute("lang") == "ru"
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.get_by_role("button", name="Trip", exact=True)).to_be_visible()
    assert desk.sees(lambda: desk.query["lang"] == "en")


def test_page_speaks_the_language_of_the_browser(readers: Readers) -> None:
    reader = readers.come(DESK, locale="ru-RU")
    reader.open("")
    assert reader.title == "Казахстан"


def test_search_opens_a_monument_by_keyboard(desk: Reader) -> None:
    desk.open("?lang=ru")
    desk.page.get_by_role("combobox", name="Поиск").fill("Мавзолей Ходжи Ахмеда Ясави")
    expect(desk.page.get_by_role("option").first).to_contain_text("Ясави")
    desk.page.keyboard.press("ArrowDown")
    expect(desk.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#panel h2").first).to_contain_text("Ясави")
    assert urlparse(desk.page.url).path.startswith("/objects/monuments/")


def test_search_finds_an_inflected_kazakh_word(desk: Reader) -> None:
    desk.open()
    desk.page.get_by_role("combobox").first.fill("кесенелеріміз")
    expect(desk.page.get_by_role("option").first).to_contain_text("кесене", ignore_case=True)
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("option").first).to_be_hidden()


def test_search_says_when_nothing_is_found(desk: Reader) -> None:
    desk.open("?lang=en")
    desk.page.get_by_role("combobox").first.fill("qqqqzzzzxxxx")
    expect(desk.page.get_by_text("Nothing found")).to_be_visible()


def test_back_button_restores_the_view(desk: Reader) -> None:
    desk.open()
    desk.choose(0, TURKISTAN)
    desk.page.get_by_role("button", name="Тізім", exact=True).click()
    desk.page.locator("#panel li button").first.click()
    expect(desk.page.get_by_role("button", name="Сапарға қосу")).to_be_visible()
    desk.page.go_back()
    expect(desk.page.locator("#panel h2").first).to_have_text("Нысандар тізімі")
    desk.page.go_back()
    expect(desk.page.locator("#panel h2").first).to_have_text("Түркістан облысы")
    desk.page.go_back()
    expect(desk.page.locator("#panel h2").first).to_have_text("Қазақстан")


def test_shared_link_restores_the_view_for_others(desk: Reader, readers: Readers) -> None:
    desk.open("?lang=ru")
    desk.choose(0, TURKISTAN)
    desk.page.get_by_role("button", name="Памятники").first.click()
    assert desk.comes_to_rest()
    other = readers.come(DESK, locale="en-GB")
    other.follow(desk.page.url)
    expect(other.page.locator("#panel h2").first).to_have_text("Туркестанская область")
    pressed = other.page.locator(".strip button").first.get_attribute("aria-pressed")
    assert pressed == "false"
    assert other.sees(lambda: other.query.get("map") == desk.query["map"])


def test_trip_is_planned_from_cards_and_downloaded(desk: Reader) -> None:
    desk.open("?lang=ru&object=monuments:1")
    desk.page.get_by_role("button", name="Добавить в поездку").click()
    expect(desk.page.get_by_role("button", name="Уже в поездке")).to_be_disabled()
    assert desk.sees(lambda: "stops" in desk.query)
    stops = desk.query["stops"]
    desk.open(f"?lang=ru&panel=trip&stops={stops};monuments:40;@71.43,51.13")
    expect(desk.page.locator(".result ol li")).to_have_count(3)
    expect(desk.page.locator(".result .estimate")).to_have_text("Оценка")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Скачать GPX").click()
    text = download.value.path().read_text()
    assert download.value.suggested_filename.endswith(".gpx")
    assert "<gpx" in text
    assert "51.13" in text


def test_layer_of_a_region_is_downloaded_as_a_file(desk: Reader) -> None:
    desk.open(f"?lang=en&region={TURKISTAN}")
    section = desk.page.locator(".downloads")
    section.get_by_label("Which layer to download").select_option("monuments")
    with desk.page.expect_download() as download:
        section.get_by_role("link", name="GeoJSON", exact=True).click()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert download.value.suggested_filename.endswith(".geojson")
    assert document["metadata"]["selection"] == {"region": TURKISTAN}
    assert {feature["properties"]["oblast_code"] for feature in document["features"]} == {TURKISTAN}


def test_click_on_the_map_adds_a_stop(desk: Reader) -> None:
    desk.open("?lang=en&panel=trip&layers=none&map=6/48/67")
    desk.page.wait_for_load_state("networkidle")
    canvas = desk.page.locator(".map canvas")
    canvas.click(position={"x": 800, "y": 400})
    canvas.click(position={"x": 1000, "y": 500})
    expect(desk.page.locator(".result ol li")).to_have_count(2)
    assert desk.sees(lambda: desk.query["stops"].count("@") == 2)


def test_click_on_the_ground_chooses_the_region_there(desk: Reader) -> None:
    desk.open("?lang=en&layers=none&map=5/43.4/68.3")
    desk.page.wait_for_load_state("networkidle")
    middle = desk.page.locator(".map canvas").bounding_box()
    assert middle is not None
    desk.page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    expect(desk.page.locator("#panel h2").first).to_contain_text("Turkistan")


def test_coverage_of_a_region_is_computed_and_shared(desk: Reader, readers: Readers) -> None:
    desk.open(f"?lang=en&region={TURKISTAN}&panel=coverage")
    desk.page.get_by_label("Distance, km").fill("20")
    desk.page.get_by_role("button", name="Compute").click()
    share = desk.page.locator(".total .share")
    expect(share).to_have_text(re.compile(r"^\d+(\.\d)?%$"))
    assert desk.page.locator("table tbody tr").count() > 5
    expect(desk.page.get_by_text("to the nearest").first).to_be_visible()
    other = readers.come(DESK)
    other.follow(desk.page.url)
    expect(other.page.locator(".total .share")).to_have_text(share.inner_text())


def test_layer_can_be_switched_off_and_on(desk: Reader) -> None:
    desk.open("?lang=en")
    monuments = desk.page.locator(".strip button").first
    monuments.click()
    expect(monuments).to_have_attribute("aria-pressed", "false")
    assert desk.sees(lambda: "layers" in desk.query)
    assert "monuments" not in desk.query["layers"].split(",")
    desk.page.go_back()
    expect(monuments).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/api/collections?f=html&lang=kk", "/api/docs?lang=kk"])
def test_pages_of_the_api_are_set_in_the_font_of_the_atlas(desk: Reader, path: str) -> None:
    desk.page.goto(f"{desk.address}{path}")
    desk.page.wait_for_function("() => document.fonts.ready")
    kazakh = "() => [...document.fonts].some((face) => face.status === 'loaded')"
    assert desk.page.evaluate(kazakh)
