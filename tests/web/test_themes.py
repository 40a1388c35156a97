"""Light and dark, more contrast, the system's own colours, and pages at 400 % zoom."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import DESK, Reader, Readers
from tests.web.test_access import settle, violations

pytestmark = pytest.mark.browser

OBJECT = "api/collections/monuments/items/1"
API_PAGES = ("api/collections/monuments/items?lang=kk", f"{OBJECT}?lang=ru")
SHARED_LOOK = """
() => {
  const look = (at, names) => {
    const style = getComputedStyle(document.querySelector(at));
    return names.map((name) => style[name]);
  };
  return [look('.button.main', ['backgroundColor', 'color', 'borderRadius', 'minHeight']),
          look('body', ['color', 'fontFamily', 'fontSize']),
          look('header', ['backgroundColor'])];
}
"""
NARROW = {"width": 320, "height": 256}
"""A desk of 1280 by 1024 at 400 %."""
LEAST_READ_PX = 80
"""Four lines of text."""
LIGHT_PAPER, DARK_PAPER = "rgb(244, 239, 228)", "rgb(15, 24, 28)"


def expect_ground(page: Page, colour: str) -> None:
    """Require that the page stands on the colour, at latest when a change has come through."""
    expect(page.locator("html")).to_have_css("background-color", colour)


def requested_themes(page: Page) -> list[str]:
    """The themes in which the map's style is requested from now on."""
    requested: list[str] = []

    def note(url: str) -> None:
        if found := re.search(r"style\.json\?.*theme=(\w+)", url):
            requested.append(found[1])

    page.on("request", lambda request: note(request.url))
    return requested


def test_choice_of_dark_is_kept_and_reaches_the_map_and_the_pages_of_the_api(
    readers: Readers,
) -> None:
    reader = readers.come(DESK)
    reader.page.emulate_media(color_scheme="light")
    themes = requested_themes(reader.page)
    reader.open("objects/monuments/1?lang=ru")
    expect_ground(reader.page, LIGHT_PAPER)
    reader.page.get_by_label("Оформление").select_option("dark")
    expect_ground(reader.page, DARK_PAPER)
    assert reader.sees(lambda: themes == ["light", "dark"])
    expect(reader.page.locator("#panel h2").first).to_be_visible()
    settle(reader.page)
    assert violations(reader.page) == []
    reader.page.reload()
    reader.wait_for_map()
    expect_ground(reader.page, DARK_PAPER)
    assert themes == ["light", "dark", "dark"]
    of_page = reader.page.evaluate(SHARED_LOOK)
    reader.page.get_by_role("link", name="Данные этого объекта").click()
    expect(reader.page.locator("h1")).to_be_visible()
    assert re.search(rf"{OBJECT}\?lang=ru$", reader.page.url)
    expect_ground(reader.page, DARK_PAPER)
    reader.page.goto(f"{reader.address}/{API_PAGES[0]}")
    assert reader.page.evaluate(SHARED_LOOK) == of_page


@pytest.mark.parametrize("path", API_PAGES, ids=["list", "object"])
def test_axe_finds_nothing_in_a_dark_page_of_the_api(readers: Readers, path: str) -> None:
    reader = readers.come(DESK)
    reader.page.emulate_media(color_scheme="dark")
    reader.page.goto(f"{reader.address}/{path}")
    reader.page.wait_for_load_state("networkidle")
    expect_ground(reader.page, DARK_PAPER)
    assert violations(reader.page) == []


def test_chosen_section_is_told_apart_in_the_colours_of_the_system(desk: Reader) -> None:
    desk.page.emulate_media(forced_colors="active")
    desk.open("map?lang=en&panel=layers")
    ground = "(button) => getComputedStyle(button).backgroundColor"
    sections = desk.page.get_by_role("navigation", name="Sections of the atlas")
    chosen = sections.locator("[aria-current]").evaluate(ground)
    assert chosen != sections.locator(":not([aria-current]):is(a, button)").first.evaluate(ground)


@pytest.mark.parametrize("path", ["files", "trips?stops=monuments:1", "analysis", *API_PAGES])
def test_page_is_read_at_400_percent_without_scrolling_sideways(
    readers: Readers, path: str
) -> None:
    reader = readers.come(NARROW)
    reader.page.goto(f"{reader.address}/{path}")
    reader.page.locator("h1, h2").first.wait_for()
    reader.page.wait_for_load_state("networkidle")
    for part in ("html", "main", "#panel"):
        for each in reader.page.locator(part).all():
            assert each.evaluate("(part) => part.scrollWidth - part.clientWidth") == 0
    if reader.page.locator(".sheet .content").count():
        content = reader.page.locator(".sheet .content").bounding_box()
        assert content is not None
        assert content["height"] >= LEAST_READ_PX
