"""What the atlas writes into a file it loads back: into the same layer, and into an empty one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from geoalchemy2.shape import from_shape, to_shape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import EVERYTHING
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.text import Language
from ingest.loading.runs.run import carry_out, order_run
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import Run
from layers.access import readable
from layers.exports.files import parts_of_file
from layers.exports.formats import FORMATS
from layers.exports.reading import ExportSnapshot
from layers.exports.selection import Selection
from layers.model.field import Field, FieldType
from layers.model.layer import GeometryKind, Layer
from layers.registry import Catalogue, load_catalogue
from tests.databases import clone
from tests.world.drawing import draw_country

pytestmark = pytest.mark.slow

LAYERS = [layer.id for layer in load_catalogue().layers]
OPERATOR = Caller(name="operator", grants=frozenset({EVERYTHING}))
OF_THIS_ATLAS = frozenset({"id", "version", "created_at", "updated_at"})
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1+1", "-5 °C", "007", "1e5", "нет", "n/a", "«Ә»; 'ғ', \"қ\" & <ү>",
         "жол\nжол", "POINT (1 2)",
            "_x0041_", "true", "a,b;c\td", "Ð¢ÐµÐºÑ\x81Ñ\x82"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12),
)  # fmt: skip
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: TEXTS,
    FieldType.INTEGER: st.integers(1, 12),
    FieldType.NUMBER: st.floats(0, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DATE: st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    FieldType.DATETIME: st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1)).map(  # noqa: DTZ001 - a zone is put to it next
        lambda moment: moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
    ),
    FieldType.LIST: st.lists(TEXTS, max_size=3),
    FieldType.OBJECT: st.dictionaries(st.sampled_from("abc"), st.integers()),
}
EAST, NORTH = st.floats(66.01, 71.9), st.floats(48.01, 51.9)


@pytest.fixture(scope="module")
def atlas(cluster: Any, migrated_template: str) -> Iterator[SessionFactory]:
    """An atlas of the module's own with the drawn country."""
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        sessions = make_sessions(engine)
        with sessions() as session:
            draw_country(session)
            session.commit()
        yield sessions
        engine.dispose()


def places(kind: GeometryKind) -> st.SearchStrategy[Any]:
    points = st.builds(Point, EAST, NORTH)
    areas = st.builds(
        lambda x, y, side: box(x, y, x + side, y + side), EAST, NORTH, st.floats(0.001, 0.05)
    )
    lines = st.lists(st.tuples(EAST, NORTH), min_size=2, max_size=6, unique=True).map(LineString)
    return {
        GeometryKind.POINT: points,
        GeometryKind.LINE: lines,
        GeometryKind.POLYGON: areas,
        GeometryKind.POINT_OR_POLYGON: st.one_of(points, areas),
    }[kind]


def values_of(field: Field) -> st.SearchStrategy[Any]:
    if field.vocabulary is None:
        values = VALUES[field.type]
    elif field.type is FieldType.CODES:
        values = st.lists(st.sampled_from(field.vocabulary.codes), min_size=1, unique=True)
    else:
        held = (term.code for term in field.vocabulary.terms if term.series is None)
        values = st.sampled_from(tuple(held))
    return values if field.required else st.one_of(st.none(), values)


@st.composite
def rows_of(draw: st.DrawFn, layer: Layer) -> list[dict[str, Any]]:
    fields = [
        each
        for each in layer.fields
        if not each.written_by_atlas and each.name not in {"source", "source_key"}
    ]
    free = [each for each in fields if not layer.table.__table__.c[each.name].foreign_keys]
    ordered = {name for pair in layer.in_order for name in pair}
    rows = []
    for number in range(draw(st.integers(1, 3))):
        row = {each.name: draw(values_of(each)) for each in free if each.name not in ordered}
        row["name_ru"] = row["name_ru"] or "Курган"
        row["geom"] = draw(places(layer.geometry))
        row["source"] = draw(st.sampled_from(["atlas", "реестр"]))
        row["source_key"] = draw(st.sampled_from([None, f"№ {number}", f"00{number}"]))
        if layer.flow is not None:
            row["state"] = draw(st.sampled_from(layer.flow.states.codes))
        if row.get("state") == "done":
            row["done_on"] = date(2026, 3, 2)
        for name in ("kato", "register_no"):
            if row.get(name):
                row[name] = f"{row[name]}{number}"
        for each in free:
            server_default = layer.table.__table__.c[each.name].server_default
            if each.name in row and row[each.name] is None and server_default is not None:
                del row[each.name]
        if "submitted_at" in row or layer.derive:
            row["submitted_at"] = row.get("submitted_at") or datetime(2025, 5, 5, 7, tzinfo=UTC)
        if layer.derive:
            row |= layer.derive(row, date(2026, 1, 1))
        rows.append(row)
    return rows


def fill(session: Session, layer: Layer, rows: list[dict[str, Any]]) -> None:
    session.execute(delete(layer.table))
    for row in rows:
        session.add(layer.table(**{**row, "geom": from_shape(row["geom"], srid=4326)}))
    session.commit()


def exported(
    sessions: SessionFactory, layer: Layer, file_format: str, folder: Path, *,
    caller: Caller = OPERATOR, **how: Any,
) -> Path:  # fmt: skip
    path = folder / f"{layer.id}.{file_format}"
    selection = Selection(readable(layer, caller), (), **how)
    parts = parts_of_file(
        sessions, selection, FORMATS[file_format], ExportSnapshot(600), folder=folder, licence=None
    )
    path.write_bytes(b"".join(parts))
    return path


def loaded(sessions: SessionFactory, layer: Layer, path: Path, catalogue: Catalogue) -> Run:
    with sessions() as session:
        run_id = order_run(session, FileOrder(path, layer), OPERATOR).id
        session.commit()
    run = carry_out(sessions, run_id, catalogue)
    assert run.error is None
    return run


def stored(session: Session, layer: Layer) -> list[tuple[Any, ...]]:
    """All that a file tells of the rows, in an order of its own."""
    names = [each.name for each in layer.fields if each.name not in OF_THIS_ATLAS]
    names.remove("source_key")
    table = layer.table
    rows = []
    for row in session.scalars(select(table)):
        place = to_shape(row.geom).normalize()
        values = {name: getattr(row, name) for name in names}
        rows.append((sorted(values.items(), key=str), place))
    return sorted(rows, key=str)


def trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def assert_equal(one: list[Any], other: list[Any]) -> None:
    assert len(one) == len(other)
    for (values, place), (others, its_place) in zip(one, other, strict=True):
        assert values == others
        assert place.hausdorff_distance(its_place) < 1e-6


@pytest.mark.parametrize("file_format", sorted(FORMATS))
@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_layer_comes_back_from_every_format(
    atlas: SessionFactory, catalogue: Catalogue, tmp_path_factory: Any, layer_id: str,
    file_format: str,
) -> None:  # fmt: skip
    layer = catalogue.layer(layer_id)
    numbers = count()

    @settings(
        max_examples=2,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rows=rows_of(layer), raw=st.booleans(), labels=st.sampled_from([None, Language.RU]))
    def comes_back(rows: list[dict[str, Any]], raw: bool, labels: Language | None) -> None:  # noqa: FBT001 - Hypothesis fills them in
        folder = tmp_path_factory.mktemp(f"trip{next(numbers)}")
        with atlas() as session:
            fill(session, layer, rows)
            before = stored(session, layer)
        path = exported(atlas, layer, file_format, folder, raw=raw, labels=labels)
        same = loaded(atlas, layer, path, catalogue)
        assert (same.unchanged, same.loaded, same.waiting) == (len(rows), 0, 0)
        with atlas() as session:
            session.execute(delete(layer.table))
            session.commit()
        anew = loaded(atlas, layer, path, catalogue)
        assert (anew.loaded, anew.waiting, anew.rejected) == (len(rows), 0, 0)
        with atlas() as session:
            assert_equal(before, stored(session, layer))
        again = loaded(atlas, layer, path, catalogue)
        assert again.unchanged == len(rows)

    comes_back()


def test_a_public_file_takes_nothing_from_the_objects(
    atlas: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    layer = catalogue.layer("monuments")
    rows = [
        {"name_ru": "Құпия", "kind": "archaeology", "geom": Point(67.1234, 50.4321),
         "sensitive": True, "address": "құпия", "source": "реестр", "source_key": "7",
         "original_coordinates": "67 50"},
        {"name_ru": "Курган", "kind": "archaeology", "geom": Point(68, 51)},
    ]  # fmt: skip
    with atlas() as session:
        fill(session, layer, rows)
        before = stored(session, layer)
    for file_format in ("csv", "geojson", "parquet"):
        path = exported(atlas, layer, file_format, tmp_path, caller=STRANGER)
        assert loaded(atlas, layer, path, catalogue).unchanged == 2, file_format
    with atlas() as session:
        assert_equal(before, stored(session, layer))


def test_place_that_is_only_sacred_comes_back_without_a_kind(
    atlas: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    layer = catalogue.layer("monuments")
    marks = layer.child("sacred_marks").table
    with atlas() as session:
        fill(session, layer, [{"name_ru": "Пещера", "kind": None, "geom": Point(67.1, 48.6)}])
        session.add(
            marks(feature_id=session.scalars(select(layer.table.id)).one(), level="national")
        )
        session.commit()
    for file_format in ("csv", "gpkg"):
        path = exported(atlas, layer, file_format, tmp_path)
        same = loaded(atlas, layer, path, catalogue)
        assert (same.unchanged, same.loaded, same.waiting) == (1, 0, 0), file_format
    with atlas() as session:
        assert [mark.level for mark in session.scalars(select(marks))] == ["national"]
        session.execute(delete(layer.table))
        session.commit()
    assert loaded(atlas, layer, path, catalogue).loaded == 1
    with atlas() as session:
        row = session.scalars(select(layer.table)).one()
        assert (row.kind, row.sacred_level) == (None, "unstated")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_titles_for_people_below_the_names_change_no_name(
    atlas: SessionFactory, catalogue: Catalogue, tmp_path: Path, file_format: str,
    language: Language,
) -> None:  # fmt: skip
    layer = catalogue.layer("endangered_objects")
    row = {
        "name_ru": "Курган", "priority": "emergency", "geom": Point(67.1, 48.6),
        "source": "реестр", "source_key": "№ 1",
    }  # fmt: skip
    with atlas() as session:
        fill(session, layer, [row])
    path = exported(atlas, layer, file_format, tmp_path, raw=False, labels=language)
    same = loaded(atlas, layer, path, catalogue)
    assert (same.unchanged, same.loaded, same.waiting) == (1, 0, 0)
    assert "region" not in same.mapping["columns"]
