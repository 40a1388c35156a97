"""The tutorial for officers: its sample lists come to what it tells, corrected ones are whole."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from core.settings import PROJECT_ROOT, Settings
from core.text import Language
from layers.registry import Catalogue
from tests.api.asking import MONUMENTS, signed_in
from tests.api.road import Road
from tests.api.uploading import send
from tests.api.working import work_off
from tests.databases import clone

pytestmark = pytest.mark.slow

TUTORIAL = PROJECT_ROOT / "docs" / "tutorial"
PAGES = {Language.KK: "kk.md", Language.RU: "ru.md", Language.EN: "index.md"}
COUNTS = ("read", "loaded", "unchanged", "waiting", "rejected")
COUNTED = re.compile(r"^\| \w[\w ]* \| (\d) \|$", re.MULTILINE)
CORRECTION = re.compile(r"^\| `(\d)` \| (.+) \| `(.+)` \|$", re.MULTILINE)
"""A row of the tutorial's table: the number of a row, what the report says, what to write."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
UNSAID = re.compile(r" …|\.$")
"""What the tutorial leaves out of a reason."""


@pytest.fixture
def officer(
    cluster: EmbeddedCluster, atlas_template: str, settings: Settings, catalogue: Catalogue
) -> Iterator[Road]:
    """An officer who may write the monuments, in an atlas with the starter data."""
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        app = create_app(settings, catalogue, url)
        with make_sessions(engine)() as session, TestClient(app) as client:
            yield Road(
                client, session, signed_in(session, "monuments:write"), settings,
                lambda: work_off(settings, catalogue, url, session),
            )  # fmt: skip
        engine.dispose()


def list_in(language: Language) -> tuple[str, bytes]:
    """The name and the content of the sample list in a language."""
    path = TUTORIAL / f"monuments-{language.value}.csv"
    return path.name, path.read_bytes()


def loaded(officer: Road, file: tuple[str, bytes], **order: Any) -> dict[str, Any]:
    """The run of a file that was sent, looked at, confirmed and loaded."""
    answer = send(officer.client, officer.officer, file)
    assert answer.status_code == 202, answer.text
    number = answer.json()["runs"][0]["id"]
    officer.work()
    officer.post(number, "confirm", order)
    officer.work()
    return officer.run(number)


def counts(run: dict[str, Any]) -> tuple[int, ...]:
    """The five counts of a run, in the order of the tutorial."""
    return tuple(run["counts"][each] for each in COUNTS)


def report_of(officer: Road, run: dict[str, Any], language: Language) -> Workbook:
    """The workbook with the rows that a run left out."""
    path = f"/api/ingest/{run['id']}/audit.xlsx"
    answer = officer.client.get(path, params={"lang": language.value}, headers=officer.officer)
    assert answer.status_code == 200, answer.text
    return load_workbook(BytesIO(answer.content))


def corrected(book: Workbook, page: str) -> bytes:
    """The workbook with the cells written as the table of the page tells, which fit its reasons."""
    head, *rows = book.worksheets[0].iter_rows()
    column = {str(cell.value): place for place, cell in enumerate(head)}
    row_of = {str(row[0].value): row for row in rows}
    table = CORRECTION.findall(page)
    assert sorted(number for number, _, _ in table) == sorted(row_of)
    for number, reason, cells in table:
        assert UNSAID.sub("", reason) in str(row_of[number][-1].value)
        for cell in cells.split("; "):
            name, _, value = cell.partition(" = ")
            row_of[number][column[name]].value = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def number_of_monuments(officer: Road) -> int:
    answer = officer.client.get(MONUMENTS, params={"limit": "1"}).json()
    matched: int = answer["numberMatched"]
    return matched


@pytest.mark.parametrize("language", list(Language))
def test_list_is_loaded_corrected_and_taken_back_as_the_tutorial_tells(
    officer: Road, language: Language
) -> None:
    page = (TUTORIAL / PAGES[language]).read_text(encoding="utf-8")
    number = list_in(language)[1].decode("utf-8-sig").partition(";")[0]
    before = number_of_monuments(officer)

    first = loaded(officer, list_in(language), key=number)
    assert counts(first) == tuple(map(int, COUNTED.findall(page)))
    report = corrected(report_of(officer, first, language), page)
    second = loaded(officer, ("report.xlsx", report))
    assert counts(second) == (3, 3, 0, 0, 0)
    assert number_of_monuments(officer) == before + 8
    assert counts(loaded(officer, list_in(language), key=number)) == (8, 0, 5, 2, 1)

    for run in (second, first):
        officer.post(run["id"], "undo", status=200)
    assert number_of_monuments(officer) == before


@pytest.mark.parametrize("language", list(Language))
def test_labels_that_the_tutorial_names_stand_on_the_page(language: Language) -> None:
    phrases = "\n".join(
        path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "web" / "src").rglob("*.ts")
    )
    labels = BOLD.findall((TUTORIAL / PAGES[language]).read_text(encoding="utf-8"))
    assert len(labels) > 5
    assert [label for label in labels if f"'{' '.join(label.split())}'" not in phrases] == []
