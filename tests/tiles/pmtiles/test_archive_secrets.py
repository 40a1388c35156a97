"""What has become secret since an archive was made is not read from it any more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from core.database.engine import SessionFactory, make_engine, transaction
from core.text import Language, Text
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.materialized.merge_lock import alone
from layers.registry import Catalogue
from layers.writing.protection import protection_marks
from tests.tiles.archived import archived, told_by
from tests.tiles.shelf import ARCHIVE, ARCHIVES, Shelf
from tiles.pmtiles.errors import ArchiveOvertakenError, ArchiveStoppedError
from tiles.pmtiles.withdrawal import Withdrawal
from tiles.pmtiles.work_file import work_path

ADDRESSES = ("west.pmtiles", "west/tilejson.json", "west/0/0/0")
LAYERS = "monuments,citizen_reports"


def hide_report(sessions: SessionFactory) -> None:
    with transaction(sessions) as session:
        first = select(func.min(CitizenReport.id)).where(CitizenReport.visibility == "public")
        secret = update(CitizenReport).where(CitizenReport.id == first.scalar_subquery())
        session.execute(secret.values(visibility="hidden"))


def seal_monument(sessions: SessionFactory) -> None:
    with transaction(sessions) as session:
        session.execute(update(Monument).values(sensitive=True))


@pytest.fixture
def monument(drawn: SessionFactory) -> None:
    with transaction(drawn) as session:
        place = "SRID=4326;POINT(66.512345 49.012345)"
        session.add(Monument(name_kk="Мола", kind="archaeology", geom=place))


def statuses(shelf: Shelf) -> set[int]:
    return {shelf.client.get(f"{ARCHIVE}/{each}").status_code for each in ADDRESSES}


@pytest.mark.usefixtures("monument")
@pytest.mark.parametrize("protect", [hide_report, seal_monument])
def test_archive_with_what_became_secret_is_gone_until_it_is_ordered_anew(
    shelf: Shelf, drawn: SessionFactory, protect: Callable[[SessionFactory], None]
) -> None:
    shelf.made(layers=LAYERS)
    assert statuses(shelf) == {200}
    protect(drawn)
    assert statuses(shelf) == {410}
    assert shelf.client.delete(f"{ARCHIVES}/west", headers=shelf.officer).status_code == 204
    shelf.made(layers=LAYERS)
    assert statuses(shelf) == {200}


def test_withdrawn_archive_says_why_in_three_languages(shelf: Shelf, drawn: SessionFactory) -> None:
    shelf.made()
    hide_report(drawn)
    reasons = set()
    for language in Language:
        told = {"Accept-Language": str(language)}
        refused = shelf.client.get(f"{ARCHIVE}/west.pmtiles", headers=told).json()
        listed = shelf.listed(told)["west"]
        assert (listed["state"], listed["links"]) == ("withdrawn", [])
        assert listed["error"] == refused["detail"]
        assert shelf.client.get(f"{ARCHIVES}/west", headers=told).json() == listed
        reasons.add(refused["detail"])
    assert len(reasons) == 3


@pytest.mark.usefixtures("monument")
def test_other_layers_and_other_changes_leave_an_archive(
    shelf: Shelf, drawn: SessionFactory
) -> None:
    shelf.made(layers="regions,citizen_reports")
    seal_monument(drawn)
    with transaction(drawn) as session:
        session.execute(update(CitizenReport).values(name_kk="Шұңқыр"))
        session.delete(session.scalars(select(CitizenReport).limit(1)).one())
    assert statuses(shelf) == {200}
    assert shelf.listed()["west"]["state"] == "done"


def test_archive_of_which_nobody_knows_the_beginning_is_withdrawn(shelf: Shelf) -> None:
    shelf.made()
    opened = shelf.client.app.state.archives.archive("west")  # type: ignore[attr-defined]
    del opened.metadata["protections"]
    assert statuses(shelf) == {410}
    opened.metadata["vector_layers"] = [{"id": "of_somebody_else"}]
    assert statuses(shelf) == {200}


def test_marks_are_asked_for_once_in_a_while(
    shelf: Shelf, drawn: SessionFactory, catalogue: Catalogue
) -> None:
    shelf.made()
    opened = shelf.client.app.state.archives.archive("west")  # type: ignore[attr-defined]
    often, seldom = Withdrawal(drawn, catalogue, 0), Withdrawal(drawn, catalogue, 60)
    assert not seldom.concerns(opened)
    hide_report(drawn)
    assert often.concerns(opened)
    assert not seldom.concerns(opened)


def test_archive_overtaken_by_a_secret_is_begun_again(
    drawn: SessionFactory, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "west.pmtiles"
    seen: list[Text] = []

    def hide_once(what: Text, _done: int, _total: int) -> None:
        if what.en == "Making tiles" and not seen:
            seen.append(what)
            hide_report(drawn)

    archived(catalogue, drawn_database, path, LAYERS, zooms="0-8", progress=hide_once)
    with drawn() as session:
        marks = protection_marks(session)["citizen_reports"]
    assert seen
    assert told_by(path)[1]["protections"] == {"monuments": "0", "citizen_reports": marks}


def test_archive_overtaken_again_and_again_is_given_up(
    drawn: SessionFactory, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "west.pmtiles"

    def hide(what: Text, _done: int, _total: int) -> None:
        if what.en == "Making tiles":
            hide_report(drawn)

    with pytest.raises(ArchiveOvertakenError):
        archived(catalogue, drawn_database, path, LAYERS, zooms="0-5", progress=hide)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_drawn_before_others_have_merged_what_became_secret(
    drawn: SessionFactory, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path, engine = tmp_path / "west.pmtiles", make_engine(drawn_database)
    hide_report(drawn)
    with alone(engine) as merging:
        assert merging is not None
        with pytest.raises(ArchiveStoppedError):
            archived(catalogue, drawn_database, path, LAYERS, stop=lambda: True)
    engine.dispose()
    assert not work_path(path).exists()
