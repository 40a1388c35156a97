"""That the page is for everybody: phones, keyboards, screen readers, weak signals."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.settings import PROJECT_ROOT
from tests.web.conftest import DESK, PHONE, Reader, Readers

pytestmark = pytest.mark.browser

AXE = PROJECT_ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SMALLEST_TARGET_PX = 44
ROUNDING_PX = 0.5
VIEWS = {
    "region": "?lang=ru&region=610000000",
    "layers": "?lang=en&panel=layers&period=2026-01/2026-03",
    "list": "?lang=kk&panel=list",
    "monument": "?lang=ru&object=monuments:1",
    "trip": "?lang=kk&panel=trip&stops=monuments:1;monuments:9",
    "coverage": "?lang=ru&panel=coverage&region=610000000&cover=monuments:25",
}
UNFOLD = "document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })"
OFFENDERS = """
() => [...document.querySelectorAll('button, select, input, summary, a[href]')]
  .filter((each) => each.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
  .filter((each) => !each.closest('dd, .skip'))
  .map((each) => {
    const choice = each.closest('label');
    const box = (each.matches('input') && choice ? choice : each).getBoundingClientRect();
    const reach = getComputedStyle(each, '::before');
    return { text: each.outerHTML.slice(0, 90), width: box.width,
             height: Math.max(box.height, parseFloat(reach.height) || 0) };
  })
"""


def test_sheet_of_a_phone_opens_by_a_tap_and_keeps_the_map(phone: Reader) -> None:
    phone.open()
    sheet = phone.page.locator(".sheet")
    low = sheet.bounding_box()
    phone.page.get_by_role("button", name="Панельдің биіктігін өзгерту").tap()
    assert low is not None

    def high() -> float:
        box = sheet.bounding_box()
        return box["height"] if box else 0.0

    assert phone.sees(lambda: high() > low["height"] * 2)
    assert high() < PHONE["height"] * 0.6


def test_phone_opens_a_card_from_the_search(phone: Reader) -> None:
    phone.open()
    phone.page.get_by_role("combobox").first.fill("Айша бибі")
    phone.page.get_by_role("option", name=re.compile("кесене")).first.tap()
    heading = phone.page.locator("#panel h2").first
    expect(heading).to_contain_text("Айша")
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize("view", ["region", "layers", "list", "monument", "trip", "coverage"])
def test_everything_on_a_phone_can_be_hit_by_a_finger(phone: Reader, view: str) -> None:
    phone.open(VIEWS[view])
    settle(phone.page)
    small = [
        each
        for each in phone.page.evaluate(OFFENDERS)
        if each["height"] < SMALLEST_TARGET_PX - ROUNDING_PX
    ]
    assert small == []


@pytest.mark.parametrize("view", ["region", "list", "monument", "trip", "coverage"])
def test_nothing_sticks_out_at_double_zoom(readers: Readers, view: str) -> None:
    reader = readers.come({"width": DESK["width"] // 2, "height": DESK["height"] // 2})
    reader.open(VIEWS[view])
    settle(reader.page)
    for part in ("html", "#panel"):
        too_wide = "(part) => part.scrollWidth - part.clientWidth"
        assert reader.page.locator(part).evaluate(too_wide) == 0


def test_keyboard_reaches_the_content_first_and_sees_where_it_is(desk: Reader) -> None:
    desk.open()
    desk.page.keyboard.press("Tab")
    skip = desk.page.get_by_role("link", name="Мазмұнға өту")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#panel")).to_be_focused()
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(".picker select").first).to_be_focused()
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert desk.page.evaluate(style) == "solid"


def test_map_moves_by_keyboard(desk: Reader) -> None:
    desk.open()
    desk.page.locator(".map canvas").focus()
    before = desk.page.url
    desk.page.keyboard.press("ArrowRight")
    assert desk.sees(lambda: desk.page.url != before)


def test_objects_of_the_map_are_also_a_list(desk: Reader) -> None:
    desk.open("?lang=en&panel=list&region=610000000")
    items = desk.page.locator("#panel li button")
    expect(items.first).to_be_visible()
    name = items.first.locator("span").first.inner_text()
    items.first.press("Enter")
    expect(desk.page.locator("#panel h2").first).to_have_text(name)


def test_lost_connection_is_told_and_can_be_tried_again(desk: Reader) -> None:
    desk.page.route("**/api/regions/610000000/summary", lambda route: route.abort())
    desk.open("?lang=ru&region=610000000")
    alert = desk.page.get_by_role("alert")
    expect(alert).to_contain_text("Нет связи")
    desk.page.unroute("**/api/regions/610000000/summary")
    alert.get_by_role("button", name="Повторить").click()
    expect(desk.page.locator("#panel h2").first).to_have_text("Туркестанская область")
    forgive(desk, "ERR_FAILED")


def test_lost_tiles_are_told_and_can_be_asked_for_again(desk: Reader) -> None:
    desk.page.route("**/api/tiles/monuments/**", lambda route: route.abort())
    desk.open("?lang=en")
    alert = desk.page.get_by_role("alert")
    expect(alert).to_contain_text("Part of the map did not load")
    desk.page.wait_for_load_state("networkidle")
    desk.page.unroute("**/api/tiles/monuments/**")
    is_tile = re.compile("/api/tiles/monuments/")
    with desk.page.expect_response(is_tile, timeout=LONGEST_REDRAWING_MS):
        alert.get_by_role("button", name="Try again").click()
    expect(alert).to_be_hidden()


def test_problem_is_told_in_the_language_of_the_reader(desk: Reader) -> None:
    desk.open("?lang=ru&object=monuments:99999999")
    alert = desk.page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile("[а-я]{4}"))
    desk.page.get_by_role("button", name="Назад").click()
    expect(desk.page.locator("#panel h2").first).to_have_text("Казахстан")
    forgive(desk, "404")


LONGEST_REDRAWING_MS = 60_000
"""Two browsers that draw without a graphics card keep two processors busy."""


def settle(page: Page) -> None:
    """Wait until what the view loads is there, also in the parts that a reader unfolds."""
    page.wait_for_load_state("networkidle")
    page.locator("#panel .loading").first.wait_for(state="detached")
    page.evaluate(UNFOLD)
    page.wait_for_load_state("networkidle")
    page.locator("#panel .loading").first.wait_for(state="detached")


def forgive(reader: Reader, reason: str) -> None:
    """Strike out the complaints that the test itself caused; require that there were some."""
    caused = [complaint for complaint in reader.complaints if reason in complaint]
    assert caused
    reader.complaints = [each for each in reader.complaints if each not in caused]


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds serious against WCAG 2.2 A and AA, and where."""
    page.evaluate(AXE.read_text())
    tags = json.dumps(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    run = f"axe.run(document, {{runOnly: {tags}}})"
    found = page.evaluate(f"{run}.then((result) => result.violations)")
    return [
        {
            "id": each["id"],
            "impact": each["impact"],
            "at": [node["html"][:120] for node in each["nodes"]][:4],
            "why": each["nodes"][0]["failureSummary"][:300],
        }
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
