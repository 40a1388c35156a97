"""An atlas in which officers load files: a worker, a signed-in reader, lists as they write them."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from api.worker.jobs import work_on_tasks
from core.accounts.users import add_user
from core.database.engine import make_engine, make_sessions, transaction
from core.settings import Settings
from layers.registry import Catalogue
from tests.web.conftest import Reader

WORK_TIMEOUT_MS = 60_000
BETWEEN_JOBS_S = 0.2
HEADER = (
    "Рег. №", "Атауы", "Наименование памятника", "Вид памятника", "Значение", "Координаты", "Прим.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """The address of an atlas, and the key of an officer who may write its monuments."""

    address: str
    key: str


def key_of_officer(database_url: str) -> str:
    """The key of a new officer, who may write monuments."""
    engine = make_engine(database_url)
    with transaction(make_sessions(engine)) as session:
        key = add_user(session, "Айгүл Серікова", ["monuments:write", "monuments:exact"])
    engine.dispose()
    return key


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of an officer's list."""

    number: str
    name: str
    place: str
    kind: str = "Архитектура"
    significance: str = "местного значения"
    name_kk: str = "Ескерткіш"

    @property
    def cells(self) -> tuple[str, ...]:
        """Its cells, in the order of the header."""
        return (
            self.number, self.name_kk, self.name, self.kind, self.significance, self.place, "",
        )  # fmt: skip


def write_book(path: Path, rows: Sequence[Listed], *, before: str | None = None) -> Path:
    """The path of an Excel list with these rows; a sheet of notes may stand before it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if before is not None:
        sheet.title = before
        sheet.append(["Пояснения к списку"])
        sheet.append(["составил отдел"])
        sheet = book.create_sheet("Список")
    for cells in (HEADER, *(row.cells for row in rows)):
        sheet.append(cells)
    book.save(path)
    return path


def write_waypoints(path: Path, *names: str) -> Path:
    """The path of a navigator's file with points of these names, a few kilometres apart."""
    points = "".join(
        f'<wpt lat="{43.15 + number / 20}" lon="68.15"><name>{name}</name></wpt>'
        for number, name in enumerate(names)
    )
    xmlns = "http://www.topografix.com/GPX/1/1"
    path.write_text(f'<gpx version="1.1" xmlns="{xmlns}">{points}</gpx>', encoding="utf-8")
    return path


@contextmanager
def working(settings: Settings, catalogue: Catalogue, database_url: str) -> Iterator[None]:
    """A worker that does the jobs of a database during the block."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(BETWEEN_JOBS_S):
            work_on_tasks(settings, catalogue, database_url, until_empty=True)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    ended.set()
    thread.join()


def signed_in(reader: Reader, office: Office) -> Reader:
    """The reader at the start of loading, after signing in."""
    reader.page.goto(f"{reader.address}/?lang=ru&ingest=start")
    enter_key(reader.page, office.key)
    reader.page.locator("input[type=file]").wait_for(state="attached")
    return reader


def enter_key(page: Page, key: str) -> None:
    """Sign in by the key of a program."""
    if not page.locator("#token").is_visible():
        page.locator("#by-key").click()
    page.locator("#token").fill(key)
    page.keyboard.press("Enter")


def upload(page: Page, path: Path) -> None:
    """Send the file, and wait until what the atlas proposes is shown and read out."""
    page.locator("input[type=file]").set_input_files(path)
    heading = page.get_by_role("heading", name="Проверьте и подтвердите")
    expect(heading).to_be_focused(timeout=WORK_TIMEOUT_MS)
    page.wait_for_url(re.compile(r"/files/\d+"))


def confirm(page: Page) -> None:
    """Confirm the file, and wait until it is loaded and its outcome is shown and read out."""
    page.get_by_role("button", name="Подтвердить и загрузить").click()
    expect(page.get_by_role("heading", name="Итог")).to_be_focused(timeout=WORK_TIMEOUT_MS)


def counts(page: Page) -> dict[str, int]:
    """The five counts that the page shows, by their words."""
    parts = page.locator(".sum .part").all()
    return {
        part.locator("span").last.inner_text(): int(
            re.sub(r"\D", "", part.locator(".figure").inner_text())
        )
        for part in parts
    }
