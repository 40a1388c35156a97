"""A heritage officer's list of 300 monuments with every trap goes in as a person would judge it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.text import Language
from ingest.auditing.audit import problems_of
from ingest.auditing.audit_book import write_audit
from ingest.loading.runs.run import carry_out, order_run, take_up_waiting
from ingest.loading.undoing.undo import undo
from ingest.rows.file_order import Decision, FileOrder
from ingest.rows.outcome import Outcome
from ingest.staging.runs import Run, RunProblem, RunRow
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.databases import clone, template_made_once, undone_sessions
from tests.ingest.trap_list import (
    ASIDE,
    KIND,
    LOADED,
    MONUMENTS,
    NAME_RU,
    NUMBER,
    OBLAST,
    PLACE,
    REGISTER,
    REJECTED,
    SINCE,
    SYSTEM,
    WAITING,
    Listed,
    TrapList,
    trap_list,
)
from tests.ingest.verdicts import counts, created_monuments

pytestmark = pytest.mark.slow

OFFICER = Caller(name="officer", grants=grants_of(["*"]))
SOURCE = "list of 300"
APPROXIMATE = frozenset({"near_claim"})
"""Said of places near the border of a district that was built, not drawn: no trap."""

Verdicts = Mapping[int, tuple[str, frozenset[str]]]
"""What became of a row and with what codes, by its number."""


@pytest.fixture(scope="module")
def listed() -> TrapList:
    """The list, as it was written."""
    return trap_list()


@pytest.fixture(scope="module")
def loaded_engine(
    cluster: EmbeddedCluster, atlas_template: str, catalogue: Catalogue, listed: TrapList,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:  # fmt: skip
    """The engine of an atlas into which the list has been loaded once."""
    path = listed.write(tmp_path_factory.mktemp("list") / "list.xlsx")

    def fill(url: str) -> None:
        engine = make_engine(url)
        load(make_sessions(engine), catalogue, path)
        engine.dispose()

    template = template_made_once(cluster, "template_trap_list", atlas_template, fill)
    with clone(cluster, template) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def committed(loaded_engine: Engine) -> Iterator[SessionFactory]:
    """Sessions in that atlas; what a test does is undone."""
    with undone_sessions(loaded_engine) as sessions:
        yield sessions


@pytest.fixture
def run(committed: SessionFactory) -> Run:
    """The run that loaded the list."""
    with committed() as session:
        return session.scalars(select(Run)).one()


def load(sessions: SessionFactory, catalogue: Catalogue, path: Path) -> Run:
    order = FileOrder(path, catalogue.layer("monuments"), source=SOURCE)
    with transaction(sessions) as session:
        ordered = order_run(session, order, OFFICER)
    return carry_out(sessions, ordered.id, catalogue)


def verdicts(session: Session, run: Run, listed: TrapList) -> Verdicts:
    """The verdict on every row of the list, without what is said of approximate districts."""
    problems: dict[int, list[RunProblem]] = defaultdict(list)
    for problem in problems_of(session, run.id):
        problems[problem.row].append(problem)
    assert problems.keys() <= {number for number, _ in listed.numbered()}
    return {number: _verdict(problems[number]) for number, _ in listed.numbered()}


def _verdict(problems: list[RunProblem]) -> tuple[str, frozenset[str]]:
    outcomes = {problem.outcome for problem in problems}
    left = [each for each in (Outcome.REJECTED, Outcome.WAITING) if each in outcomes]
    codes = frozenset(problem.code for problem in problems) - APPROXIMATE
    if codes == {ASIDE}:
        return ASIDE, codes
    return (left[0].value if left else LOADED), codes


def differences(listed: TrapList, found: Verdicts) -> list[str]:
    """One line for every row that was judged otherwise."""
    return [
        f"row {number}: {row.outcome} {sorted(row.codes)} expected, {outcome} {sorted(codes)} found"
        f": {row.cells.get(NAME_RU)} | {row.cells.get(PLACE)} | {row.cells.get(SYSTEM)}"
        for number, row in listed.numbered()
        for outcome, codes in (found[number],)
        if (row.outcome, row.codes) != (outcome, codes)
    ]


def atlas(session: Session) -> list[str]:
    """Every monument with all that is known of it."""
    query = text("SELECT CAST(monuments AS text) FROM monuments ORDER BY id")
    return list(session.scalars(query))


def test_list_has_300_monuments_a_total_and_every_outcome(listed: TrapList) -> None:
    rows = [row for _, row in listed.numbered()]
    assert len(rows) == MONUMENTS + 1
    assert [row.cells[NUMBER] for row in rows if not isinstance(row.cells[NUMBER], int)] == [
        "Барлығы / Итого:"
    ]
    assert min(listed.counts().values()) >= 10


def test_every_row_gets_the_verdict_that_a_person_would_give(
    committed: SessionFactory, run: Run, listed: TrapList
) -> None:
    with committed() as session:
        found = differences(listed, verdicts(session, run, listed))
    assert not found, "\n".join(found)


def test_counts_add_up_and_are_those_of_the_list(run: Run, listed: TrapList) -> None:
    expected = listed.counts()
    assert run.read == MONUMENTS
    assert counts(run) == (expected[LOADED], 0, expected[WAITING], expected[REJECTED])
    assert run.created == run.loaded


def test_every_loaded_place_lies_in_its_oblast_whatever_notation_or_system_it_was_in(
    committed: SessionFactory, run: Run, listed: TrapList
) -> None:
    claimed = {
        row.cells[REGISTER]: row.cells[OBLAST]
        for _, row in listed.numbered()
        if row.outcome == LOADED
    }
    query = text(
        "SELECT monuments.register_no, regions.name_ru FROM monuments JOIN regions"
        " ON regions.code = monuments.oblast_code AND regions.valid_to IS NULL"
        " WHERE monuments.source = :source"
    )
    with committed() as session:
        lies = session.execute(query, {"source": SOURCE}).all()
    assert len(lies) == run.loaded
    assert not [number for number, oblast in lies if number and claimed[number] != oblast]


def test_loading_the_list_again_changes_nothing(
    committed: SessionFactory, run: Run, listed: TrapList, catalogue: Catalogue, tmp_path: Path
) -> None:
    with committed() as session:
        before = atlas(session)
    again = load(committed, catalogue, listed.write(tmp_path / "list.xlsx"))
    assert again.error is None
    assert counts(again) == (0, run.loaded, run.waiting, run.rejected)
    with committed() as session:
        assert atlas(session) == before
        found = differences(listed, verdicts(session, again, listed))
    assert not found, "\n".join(found)


def test_audit_has_the_left_rows_and_marks_the_cells_that_are_at_fault(
    committed: SessionFactory, run: Run, listed: TrapList, tmp_path: Path
) -> None:
    page = load_workbook(_audit(committed, run, tmp_path)).worksheets[0]
    title = {str(cell.value): cell.column for cell in page[1]}
    by_number = {row[title[NUMBER] - 1].value: row for row in page.iter_rows(min_row=2)}
    left = {
        row.cells[NUMBER]: row for _, row in listed.numbered() if row.outcome in {WAITING, REJECTED}
    }
    assert by_number.keys() == left.keys()
    for codes, column in (
        ({"zero"}, PLACE), ({"month_first"}, SINCE), ({"unknown_term"}, KIND),
        ({"letters_lost"}, NAME_RU), ({"outside_claim"}, PLACE),
    ):  # fmt: skip
        of_code = [number for number, row in left.items() if row.codes == codes]
        assert of_code
        for number in of_code:
            cells = by_number[number]
            marked = [name for name, at in title.items() if cells[at - 1].fill.fill_type]
            assert marked == [column]
            assert cells[title[column] - 1].comment is not None


def test_audit_with_five_corrected_cells_loads_exactly_those_five(
    committed: SessionFactory, run: Run, listed: TrapList, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = _audit(committed, run, tmp_path)
    corrected = _correct(path, listed, _suggestions(committed, run))
    again = load(committed, catalogue, path)
    assert again.error is None
    assert (again.loaded, again.created) == (5, 5)
    with committed() as session:
        made = created_monuments(session, again.id)
        numbers = set(session.scalars(select(Monument.register_no).where(Monument.id.in_(made))))
    assert numbers == corrected


def test_taken_up_row_keeps_the_zone_in_which_its_file_was_found_to_be(
    committed: SessionFactory, run: Run, listed: TrapList, catalogue: Catalogue
) -> None:
    """Alone its numbers would tell nothing; most rows of the file are in another zone."""
    number, row = next(
        (number, row)
        for number, row in listed.numbered()
        if row.codes == {"unknown_term"} and not row.cells.get(SYSTEM)
        and str(row.cells[PLACE]).replace(" ", "").isdigit()
    )  # fmt: skip
    decided = {number: Decision(values={"kind": "археология"})}
    with transaction(committed) as session:
        taken = take_up_waiting(session, run.id, decided, catalogue, OFFICER)
    done = carry_out(committed, taken.id, catalogue)
    assert counts(done) == (1, 0, 0, 0)
    query = select(Monument).where(Monument.register_no == row.cells[REGISTER])
    with committed() as session:
        monument = session.scalars(query.where(Monument.source == SOURCE)).one()
    assert monument.original_crs == "EPSG:2539"
    assert monument.original_coordinates == row.cells[PLACE]


def test_undoing_the_list_leaves_the_atlas_as_it_was(
    committed: SessionFactory, run: Run, atlas_session: Session, catalogue: Catalogue
) -> None:
    with transaction(committed) as session:
        undone = undo(session, run.id, catalogue, OFFICER)
    assert (undone.deleted, undone.restored, undone.kept) == (run.loaded, 0, ())
    with committed() as session:
        assert atlas(session) == atlas(atlas_session)


def _audit(sessions: SessionFactory, run: Run, folder: Path) -> Path:
    path = folder / "audit.xlsx"
    with sessions() as session:
        write_audit(session, run, path, Language.RU)
    return path


def _suggestions(sessions: SessionFactory, run: Run) -> dict[object, str]:
    """What the audit proposes instead of swapped places, by the number in the list."""
    query = (
        select(RunRow.cells, RunProblem.suggestion)
        .join(RunProblem, (RunProblem.run_id == RunRow.run_id) & (RunProblem.row == RunRow.row))
        .where(RunRow.run_id == run.id, RunProblem.code == "swapped")
    )
    with sessions() as session:
        return {cells[NUMBER]: str(told) for cells, told in session.execute(query)}


def _correct(path: Path, listed: TrapList, suggestions: Mapping[object, str]) -> set[object]:
    """The register numbers of five rows of which one cell is put right in the workbook."""
    first: dict[frozenset[str], Listed] = {}
    for _, row in listed.numbered():
        first.setdefault(row.codes, row)
    swapped = first[frozenset({"swapped"})]
    right = {
        "swapped": (PLACE, suggestions[swapped.cells[NUMBER]]),
        "month_first": (SINCE, "17.07.1986"),
        "no_name": (NAME_RU, "Сторожевая башня"),
        "crs_unreadable": (SYSTEM, "WGS 84"),
        "required": (KIND, "Археология"),
    }
    book = load_workbook(path)
    page = book.worksheets[0]
    title = {str(cell.value): cell.column for cell in page[1]}
    numbers = {page.cell(row, title[NUMBER]).value: row for row in range(2, page.max_row + 1)}
    for code, (column, value) in right.items():
        page.cell(numbers[first[frozenset({code})].cells[NUMBER]], title[column]).value = value
    book.save(path)
    return {first[frozenset({code})].cells[REGISTER] for code in right}
