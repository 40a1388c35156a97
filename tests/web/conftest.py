"""A running atlas with the starter data, and a real browser that looks at it."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlparse

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from api.app import create_app
from core.clock import Clock
from core.settings import PROJECT_ROOT, Settings
from layers.registry import Catalogue
from tests.waiting import PATIENCE_S, soon

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # the suite may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
GLANCE_MS = 500
DATE_AHEAD = """
const machine = Date
globalThis.Date = class extends machine {
  constructor(...given) { given.length ? super(...given) : super(machine.now() + %d) }
  static now() { return machine.now() + %d }
}
"""
"""The browser lives at the same moment as the atlas."""
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def atlas_address(
    atlas_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the whole atlas: the API, the tiles and the built page."""
    settings = settings_with_page(atlas_database, tmp_path_factory.mktemp("atlas"))
    with served(settings, catalogue, atlas_database) as address:
        yield address


def settings_with_page(database_url: str, data_folder: Path) -> Settings:
    """Settings of an atlas that serves the built page."""
    page = PROJECT_ROOT / "web" / "dist"
    assert (page / "shell.html").is_file(), "the web page is not built: run `make setup`"
    return replace(
        Settings.from_environment({"DATABASE_URL": database_url}),
        data_folder=data_folder,
        web_folder=page,
    )


@contextmanager
def served(
    settings: Settings, catalogue: Catalogue, database_url: str, *, port: int = 0
) -> Iterator[str]:
    """The address of an atlas that runs during the block, on any free port if none is named."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        app = create_app(settings, catalogue, database_url)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        assert soon(lambda: server.started), "the atlas did not start"
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(PATIENCE_S)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless, with a software renderer for the map."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium: install the package `chromium`"
    expect.set_options(timeout=PATIENCE_S * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@dataclass
class Reader:
    """Somebody who looks at the page: every complaint of the browser is kept."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Keep the browser's complaints and all foreign requests from now on."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def open(self, search: str = "?lang=kk") -> None:
        """Show a view in the page, and wait until its map is drawn."""
        self.page.goto(f"{self.address}/{search}")
        self.wait_for_map()

    def follow(self, link: str) -> None:
        """Show what somebody has shared, and wait until its map is drawn."""
        self.page.goto(link)
        self.wait_for_map()

    def wait_for_map(self) -> None:
        """Wait until the map is there."""
        self.page.locator(".buttons").wait_for()

    def sees(self, happened: Callable[[], bool]) -> bool:
        """Whether it happens; meanwhile the browser's events arrive."""
        until = time.monotonic() + PATIENCE_S
        while not happened():
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(GLANCE_MS)
        return True

    def comes_to_rest(self) -> bool:
        """Whether the map has a place in the address and leaves it there."""

        def rests() -> bool:
            before = self.page.url
            self.page.wait_for_timeout(GLANCE_MS)
            return "map=" in before and self.page.url == before

        return self.sees(rests)

    def choose(self, place: int, value: str) -> None:
        """Choose the region of one list of the picker, and wait until its summary is shown."""
        self.page.locator(".picker select").nth(place).select_option(value)
        self.page.wait_for_url(re.compile(rf"regions?[/=]{value}\b"))
        self.page.locator("article header .quiet", has_text=value).wait_for()

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the page's address."""
        asked = parse_qs(urlparse(self.page.url).query)
        return {name: values[0] for name, values in asked.items()}

    @property
    def title(self) -> str:
        """The heading of what the panel shows."""
        return self.page.locator("#panel h2").first.inner_text()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"left the machine: {request.url}")


@pytest.fixture
def readers(browser: Browser, atlas_address: str, tmp_path: Path) -> Iterator["Readers"]:
    """A maker of readers; after the test none of them may have a complaint."""
    made = Readers(browser, atlas_address, tmp_path)
    yield made
    made.leave()


@pytest.fixture
def desk(readers: "Readers") -> Reader:
    """A reader at a desk whose browser speaks Kazakh."""
    return readers.come(DESK)


@pytest.fixture
def phone(readers: "Readers") -> Reader:
    """A reader with a phone whose browser speaks Kazakh."""
    return readers.come(PHONE, is_phone=True)


class Readers:
    """Makes readers, each with a browser profile of its own."""

    def __init__(self, browser: Browser, address: str, downloads: Path) -> None:
        self.browser = browser
        self.address = address
        self.downloads = downloads
        self.all: list[Reader] = []

    def come(
        self,
        size: dict[str, int],
        *,
        is_phone: bool = False,
        locale: str = "kk-KZ",
        theme: Literal["light", "dark"] = "light",
        is_installed: bool = False,
    ) -> Reader:
        """A new reader; what one has installed, and no other, also answers without the atlas."""
        context = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            is_mobile=is_phone,
            has_touch=is_phone,
            locale=locale,
            reduced_motion="reduce",
            color_scheme=theme,
            service_workers="allow" if is_installed else "block",
        )
        ahead_ms = Clock.from_environment(os.environ).ahead.total_seconds() * 1000
        if ahead_ms:
            context.add_init_script(DATE_AHEAD % (ahead_ms, ahead_ms))
        context.set_default_timeout(PATIENCE_S * 1000)
        reader = Reader(context.new_page(), self.address)
        reader.watch()
        self.all.append(reader)
        return reader

    def leave(self) -> None:
        """Let every reader go, and require that none has a complaint."""
        for reader in self.all:
            reader.page.context.close()
        assert [reader.complaints for reader in self.all] == [[] for _ in self.all]
