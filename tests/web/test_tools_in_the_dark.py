"""The tools of the map and its panels, opened in the dark: axe finds nothing.

They take a minute, so `make grid` looks at them.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESK, PHONE, Reader, Readers
from tests.web.looks import PAGES
from tests.web.test_access import settle, violations
from tests.web.test_tools import IN_ASTANA, button

pytestmark = [pytest.mark.browser, pytest.mark.grid]


def measure(reader: Reader) -> None:
    """Measure an area with three points."""
    reader.open("map?lang=ru&layers=none&map=6/48/67")
    reader.page.wait_for_load_state("networkidle")
    button(reader, "Измерить").click()
    reader.page.get_by_role("radio", name="Площадь").check()
    canvas = reader.page.locator(".map canvas")
    for x, y in ((0.5, 0.3), (0.7, 0.3), (0.6, 0.45)):
        box = canvas.bounding_box()
        assert box is not None
        canvas.click(position={"x": box["width"] * x, "y": box["height"] * y})
    expect(reader.page.locator(".measure .result")).to_contain_text("км²")


def find_oneself(reader: Reader) -> None:
    """Have the map show where one is."""
    reader.page.context.grant_permissions(["geolocation"])
    reader.page.context.set_geolocation(IN_ASTANA)
    reader.open("map?lang=ru&map=5/48/67")
    button(reader, "Где я").click()
    expect(reader.page.locator(".map").get_by_role("status")).to_contain_text("± 300 м")


def be_refused(reader: Reader) -> None:
    """Ask where one is without leave to know it."""
    reader.page.context.grant_permissions([])
    reader.open("map?lang=ru&map=5/48/67")
    button(reader, "Где я").click()
    expect(reader.page.locator(".map").get_by_role("alert")).to_contain_text("не разрешил")


def fill_the_screen(reader: Reader) -> None:
    """Show the map on the full screen."""
    reader.open("map?lang=ru&map=5/48/67")
    button(reader, "На весь экран").click()
    expect(button(reader, "Выйти из полного экрана")).to_be_visible()


def aim(reader: Reader) -> None:
    """Move the map by keys, which shows what stands in its middle."""
    reader.open("map?lang=ru&map=5/48/67")
    reader.page.locator(".map canvas").focus()
    reader.page.keyboard.press("ArrowLeft")
    expect(reader.page.locator(".aim")).to_be_visible()


def search(reader: Reader) -> None:
    """Search for what is both a topic and a word of names."""
    reader.open("map?lang=ru")
    reader.page.get_by_role("combobox", name="Поиск").fill("археология")
    expect(reader.page.get_by_role("option").first).to_be_visible()


def limit(reader: Reader) -> None:
    """Limit a layer to one kind, which stands in the strip and above the list."""
    reader.open("map?lang=ru&panel=list&list=monuments&where=monuments.kind:archaeology")
    expect(reader.page.get_by_role("button", name="Снять отбор").first).to_be_visible()


def plan(reader: Reader) -> None:
    """Plan a trip."""
    reader.open(f"{PAGES['trip']}&lang=ru")
    expect(reader.page.locator("#panel").get_by_text(re.compile(r"\d\s?км")).first).to_be_visible()


def cover(reader: Reader) -> None:
    """Ask how much of a region is near to a monument."""
    reader.open(f"{PAGES['coverage']}&lang=ru")
    expect(reader.page.locator("#panel table").first).to_be_visible()


TOOLS: tuple[Callable[[Reader], None], ...] = (
    measure, find_oneself, be_refused, fill_the_screen, aim, search, limit, plan, cover,
)  # fmt: skip


@pytest.mark.parametrize(
    "size",
    [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone")],
)
def test_axe_finds_nothing_in_a_tool_that_is_opened_in_the_dark(
    readers: Readers, size: dict[str, int]
) -> None:
    for tool in TOOLS:
        reader = readers.come(size, is_phone=size is PHONE, theme="dark")
        tool(reader)
        settle(reader.page)
        keep_picture(reader, f"{tool.__name__}-{size['width']}")
        assert violations(reader.page) == [], tool.__name__


def keep_picture(reader: Reader, name: str) -> None:
    """Keep what is seen, where a folder for pictures is named."""
    if folder := os.environ.get("GRID_PICTURES"):
        reader.page.screenshot(path=Path(folder) / f"tool-{name}.png")
