"""A server that is stopped in the middle of somebody's form, and started again."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core.settings import Settings
from layers.registry import Catalogue
from tests.web.conftest import DESK, Readers, served, settings_with_page
from tests.web.office import (
    Listed,
    Office,
    confirm,
    counts,
    key_of_officer,
    signed_in,
    upload,
    working,
    write_book,
)

pytestmark = pytest.mark.browser

LOST = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
ODD = Listed("О-1", "Оборванный мавзолей Тест", "43.7011, 68.4711", significance="абракадабра")
TERM = "Термин для значения «абракадабра»"


class Stoppable:
    """An atlas at one address, which can be stopped and started."""

    def __init__(self, settings: Settings, catalogue: Catalogue, database_url: str) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self._made_of = settings, catalogue, database_url
        self._running = ExitStack()

    def start(self) -> None:
        """Serve, at the address that it always had."""
        port = int(self.address.rpartition(":")[2])
        self._running.enter_context(served(*self._made_of, port=port))

    def stop(self) -> None:
        """End as a signal ends it; nobody listens afterwards."""
        self._running.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def atlas(committed_atlas: str, catalogue: Catalogue, tmp_path: Path) -> Iterator[Stoppable]:
    """A running atlas with a worker."""
    settings = settings_with_page(committed_atlas, tmp_path / "atlas")
    made = Stoppable(settings, catalogue, committed_atlas)
    made.start()
    with working(settings, catalogue, committed_atlas):
        yield made
    made.stop()


@pytest.fixture
def office(atlas: Stoppable, committed_atlas: str) -> Office:
    """The atlas, and an officer who may write monuments."""
    return Office(atlas.address, key_of_officer(committed_atlas))


def test_form_outlives_a_server_that_is_stopped_and_started(
    atlas: Stoppable, office: Office, browser: Browser, tmp_path: Path
) -> None:
    officers = Readers(browser, office.address, tmp_path)
    officer = signed_in(officers.come(DESK, locale="ru-RU"), office)
    page = officer.page
    upload(page, write_book(tmp_path / "Үзіліс.xlsx", [ODD]))
    page.get_by_label(TERM).select_option("local")
    page.get_by_label("Поле слоя для столбца «Атауы»").select_option("")
    atlas.stop()
    page.get_by_role("button", name="Подтвердить и загрузить").click()
    expect(page.get_by_text("Нет связи").first).to_be_visible()
    expect(page.get_by_label(TERM)).to_have_value("local")
    expect(page.get_by_label("Поле слоя для столбца «Атауы»")).to_have_value("")
    atlas.start()
    confirm(page)
    assert counts(page)["загружено"] == 1
    officer.complaints = [each for each in officer.complaints if not any(map(each.count, LOST))]
    officers.leave()
