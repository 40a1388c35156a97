"""What people do on the map beside reading it: find themselves, measure, limit a layer, aim."""

import re

import pytest
from playwright.sync_api import FloatRect, Geolocation, Locator, expect

from tests.web.conftest import DESK, Reader, Readers

pytestmark = pytest.mark.browser

ALMATY = "750000000"
IN_ASTANA: Geolocation = {"longitude": 71.43, "latitude": 51.13, "accuracy": 300}
ELSEWHERE_IN_ASTANA: Geolocation = {"longitude": 71.5, "latitude": 51.1, "accuracy": 20}
IN_TASHKENT: Geolocation = {"longitude": 69.24, "latitude": 41.31, "accuracy": 20}
COUNT_ASKED = """
globalThis.asked = 0
const watch = Geolocation.prototype.watchPosition
Geolocation.prototype.watchPosition = function (...given) {
  globalThis.asked += 1
  return watch.apply(this, given)
}
"""
ZOOMED = ((720, 450), (640, 400), (320, 256))
"""A desk of 1440 × 900 and one of 1280 × 800 at 200 %, and 1280 × 1024 at 400 %."""


def button(reader: Reader, name: str) -> Locator:
    """A button on the map."""
    return reader.page.locator(".buttons").get_by_role("button", name=name)


def test_reader_is_shown_where_he_is_only_when_he_asks(desk: Reader) -> None:
    page = desk.page
    page.add_init_script(COUNT_ASKED)
    desk.open("?lang=ru&map=5/48/67")
    assert desk.comes_to_rest()
    assert page.evaluate("globalThis.asked") == 0
    before = page.url
    page.context.grant_permissions([])
    button(desk, "Где я").click()
    expect(page.locator(".map").get_by_role("alert")).to_contain_text("не разрешил")
    page.locator(".map").get_by_role("button", name="Закрыть").click()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(IN_ASTANA)
    button(desk, "Где я").click()
    told = page.locator(".map").get_by_role("status")
    expect(told).to_contain_text("точность ± 300 м")
    expect(button(desk, "Где я")).to_have_attribute("aria-pressed", "true")
    page.context.set_geolocation(ELSEWHERE_IN_ASTANA)
    expect(told).to_contain_text("точность ± 20 м")
    assert page.url == before
    button(desk, "Где я").click()
    expect(told).to_have_text("")


def test_reader_abroad_is_told_so(desk: Reader) -> None:
    desk.page.context.grant_permissions(["geolocation"])
    desk.page.context.set_geolocation(IN_TASHKENT)
    desk.open("?lang=en&map=5/48/67")
    button(desk, "Where am I").click()
    expect(desk.page.locator(".map").get_by_role("alert")).to_contain_text("outside Kazakhstan")


def test_distance_and_area_are_measured_by_mouse_and_by_keys(desk: Reader) -> None:
    page = desk.page
    desk.open("?lang=en&layers=none&map=6/48/67")
    page.wait_for_load_state("networkidle")
    button(desk, "Measure").click()
    canvas, result = page.locator(".map canvas"), page.locator(".measure .result")
    expect(result).to_contain_text("Press on the map")
    canvas.click(position={"x": 800, "y": 400})
    canvas.click(position={"x": 1000, "y": 400})
    expect(result).to_have_text(re.compile(r"^\d{3} km$"))
    page.get_by_role("radio", name="Area").check()
    canvas.click(position={"x": 1000, "y": 600})
    expect(result).to_contain_text("km²")
    assert desk.title == "Kazakhstan"
    canvas.focus()
    page.keyboard.press("Backspace")
    expect(result).to_have_text("Set another point.")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".aim")).to_be_visible()
    page.keyboard.press("Enter")
    expect(result).to_contain_text("km²")
    page.keyboard.press("Escape")
    expect(page.locator(".measure")).to_have_count(0)
    expect(button(desk, "Measure")).to_be_focused()


def test_topic_that_is_found_limits_map_list_and_link(desk: Reader, readers: Readers) -> None:
    page = desk.page
    desk.open("?lang=ru")
    page.get_by_role("combobox", name="Поиск").fill("археология")
    found = page.get_by_role("group", name="Темы и виды").get_by_role("option")
    with page.expect_response(re.compile(r"/tiles/monuments/.*kind=archaeology")):
        found.first.click()
    assert desk.title == "Список объектов"
    assert desk.query["where"] == "monuments.kind:archaeology"
    other = readers.come(DESK)
    other.follow(page.url)
    panel = other.page.locator("#panel")
    total = panel.get_by_role("status").inner_text()
    number = re.search(r"\d+", total)
    assert number is not None
    strip = other.page.locator(".strip")
    switch = strip.locator("[aria-pressed]", has_text="Памятники")
    expect(switch).to_contain_text(number[0])
    limited = panel.locator("a[href*='/monuments/'][href*='kind=archaeology']")
    expect(limited).to_have_count(1)
    other.page.get_by_role("button", name="Регион", exact=True).click()
    panel.get_by_label("Какой слой скачать").select_option("monuments")
    expect(limited.filter(has_text="GeoJSON").first).to_be_visible()
    other.page.get_by_role("button", name="Список", exact=True).click()
    panel.get_by_role("button", name="Снять отбор").click()
    expect(strip.get_by_role("button", name="Снять отбор")).to_have_count(0)
    expect(panel.get_by_role("status")).not_to_have_text(total)
    assert "where" not in other.query


def test_object_outside_the_chosen_region_is_shown_and_says_so(desk: Reader) -> None:
    page = desk.page
    desk.open(f"?lang=ru&object=monuments:1&region={ALMATY}")
    notice = page.get_by_role("note").first
    expect(notice).to_contain_text(re.compile("вне выбранного региона: .*Алматы"))
    notice.get_by_role("button", name="Показать всю страну").click()
    expect(page.get_by_text("вне выбранного региона")).to_have_count(0)
    assert "region" not in desk.query


def test_object_in_the_middle_is_opened_by_a_key(desk: Reader) -> None:
    page = desk.page
    desk.open("?lang=ru&object=monuments:1")
    heading = page.locator("#panel h2").first.inner_text()
    assert desk.comes_to_rest()
    page.get_by_role("button", name="Назад").first.click()
    page.locator(".map canvas").focus()
    offered = page.get_by_role("dialog").get_by_role("button", name=heading)
    reached = offered.or_(page.get_by_role("heading", name=heading))

    def comes_nearer() -> bool:
        expect(page.locator(".busy")).to_have_count(0)
        if reached.count() == 0:
            page.keyboard.press("Enter")
        return reached.count() > 0

    assert desk.sees(comes_nearer)


@pytest.mark.parametrize(("width", "height"), ZOOMED)
def test_buttons_of_the_map_are_free_in_a_small_window(
    readers: Readers, width: int, height: int
) -> None:
    reader = readers.come({"width": width, "height": height})
    reader.open("?lang=ru")
    page = reader.page
    for _ in ("peek", "half"):
        for each in page.locator(".buttons button").all():
            each.focus()
            assert not covered(box_of(each), box_of(page.locator(".sheet")))
            assert not covered(box_of(each), box_of(page.locator(".strip")))
            assert within(box_of(each), {"x": 0, "y": 0, "width": width, "height": height})
        if (handle := page.locator(".handle")).is_visible():
            handle.click()


def box_of(element: Locator) -> FloatRect:
    """Where the element stands in the window."""
    box = element.bounding_box()
    assert box is not None
    return box


def covered(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    along = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 1 and along > 1


def within(one: FloatRect, other: FloatRect) -> bool:
    """Whether the first box lies in the second one."""
    ends = one["x"] + one["width"], one["y"] + one["height"]
    return (
        one["x"] >= other["x"] - 1
        and one["y"] >= other["y"] - 1
        and ends[0] <= other["x"] + other["width"] + 1
        and ends[1] <= other["y"] + other["height"] + 1
    )
