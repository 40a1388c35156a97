"""Every page at three widths, in three languages, light and dark: no complaint, axe finds nothing.

`make test` takes each page once, `make grid` all of them; the folder that `GRID_PICTURES` names
keeps what they looked like.
"""

import os
from pathlib import Path

import pytest

from tests.web.conftest import Reader, Readers
from tests.web.looks import LANGUAGES, MISSING, PAGES, THEMES, WIDTHS, Look, all_looks, few_looks
from tests.web.test_access import forgive, settle, violations

pytestmark = pytest.mark.browser

TITLES = {"kk": "Туған жер атласы", "ru": "Атлас «Туған жер»", "en": "Tugan Zher Atlas"}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FEW = few_looks()
OTHERS = [look for look in all_looks() if look not in FEW]


def test_few_looks_take_every_width_language_and_theme_with_each_other() -> None:
    assert {look.page for look in FEW} == set(PAGES)
    assert {(look.width, look.language) for look in FEW} == {
        (width, language) for width in WIDTHS for language in LANGUAGES
    }
    assert {(look.width, look.theme) for look in FEW} == {
        (width, theme) for width in WIDTHS for theme in THEMES
    }


@pytest.mark.parametrize("look", FEW, ids=str)
def test_page_is_in_order(readers: Readers, look: Look) -> None:
    require_order(readers, look)


@pytest.mark.grid
@pytest.mark.parametrize("look", OTHERS, ids=str)
def test_page_is_in_order_in_every_other_look(readers: Readers, look: Look) -> None:
    require_order(readers, look)


def require_order(readers: Readers, look: Look) -> None:
    """Require that a page tells its language and theme, sticks out nowhere and suits axe."""
    reader = readers.come(look.size, is_phone=look.is_phone, theme=look.theme)
    reader.page.goto(f"{reader.address}/{look.address}")
    rest(reader)
    keep_picture(reader, look)
    found = violations(reader.page)
    if look.page in MISSING:
        forgive(reader, "404")
    assert found == []
    assert reader.page.locator("html").get_attribute("lang") == look.language
    assert reader.page.evaluate(SIDEWAYS) == 0
    assert reader.page.title().endswith(TITLES[look.language])


def rest(reader: Reader) -> None:
    """Wait until all that the page loads is there."""
    reader.page.locator("#panel .stack").first.wait_for()
    settle(reader.page)


def keep_picture(reader: Reader, look: Look) -> None:
    """Keep what is seen, where a folder for pictures is named."""
    if folder := os.environ.get("GRID_PICTURES"):
        reader.page.screenshot(path=Path(folder) / f"{look}.png")
