from collections import Counter
from pathlib import Path

import pytest
import shapely
from osmium import SimpleWriter
from osmium.osm.mutable import Node, Relation, Way
from shapely import LineString, MultiLineString, Point, box

from ingest.reading.osm.osm_extract import osm_table
from ingest.reading.osm.osm_mapping import UnusableOsmMappingError, osm_layers
from ingest.reading.readers import open_table, sheets_of
from ingest.rows.table import ChooseSheetError, FileRow, UnreadableFileError
from layers.model.layer import GeometryKind
from layers.registry import Catalogue
from tests.shared_data import SHARED_DATA, needs_shared_data

SQUARE = {1: (67.0, 51.0), 2: (67.1, 51.0), 3: (67.1, 51.1), 4: (67.0, 51.1)}
HOLE = {5: (67.04, 51.04), 6: (67.06, 51.04), 7: (67.06, 51.06), 8: (67.04, 51.06)}


def write_extract(path: Path) -> Path:
    """A square of ways, a hole in it, a trail of three parts, and two tagged nodes."""
    with SimpleWriter(path) as writer:
        for node, place in (SQUARE | HOLE).items():
            writer.add_node(Node(id=node, location=place))
        mound = {"historic": "archaeological_site", "name": "Қорым", "name:ru": "Могильник"}
        writer.add_node(Node(id=20, location=(68.5, 50.5), tags=mound))
        spring = {"natural": "spring", "name": "Родник"}
        writer.add_node(Node(id=21, location=(68.6, 50.6), tags=spring))
        fort = {"historic": "fort", "name": "Old Fort"}
        writer.add_way(Way(id=30, nodes=[1, 2, 3, 4, 1], tags=fort))
        writer.add_way(Way(id=31, nodes=[1, 2], tags={"historic": "citywalls", "barrier": "wall"}))
        writer.add_way(Way(id=32, nodes=[2, 3, 4, 1]))
        writer.add_way(Way(id=33, nodes=[5, 6, 7, 8, 5]))
        writer.add_way(Way(id=34, nodes=[7, 900], tags={"historic": "ruins"}))
        parts = [("w", 31, "outer"), ("w", 32, "outer"), ("w", 33, "inner")]
        tags = {"type": "multipolygon", "historic": "castle;ruins", "name": "Қамал"}
        writer.add_relation(Relation(id=40, members=parts, tags=tags))
        walk = {"type": "route", "route": "hiking;mtb", "sac_scale": "hiking", "name:en": "Walk"}
        writer.add_relation(
            Relation(id=41, members=[("w", 32, ""), ("w", 31, ""), ("w", 33, "")], tags=walk)
        )
        lost = {"type": "route", "route": "foot"}
        writer.add_relation(Relation(id=42, members=[("w", 999, "")], tags=lost))
    return path


def rows_of(path: Path, layer: str, kind: GeometryKind) -> dict[str, FileRow]:
    table = open_table(path, kind, lambda _: False, layer_id=layer)
    rows = [batch.row(at) for batch in table.batches(2) for at in range(len(batch))]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    return {str(row.cells["osm_id"]): row for row in rows}


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_extract(tmp_path / "drawn.osm.pbf")


def test_nodes_ways_and_relations_become_points_and_areas(extract: Path) -> None:
    rows = rows_of(extract, "monuments", GeometryKind.POINT_OR_POLYGON)
    assert list(rows) == ["node/20", "way/30", "way/31", "way/34", "relation/40"]
    shapes = {key: row.geometry for key, row in rows.items()}
    square = box(67, 51, 67.1, 51.1)
    assert shapes["node/20"] == Point(68.5, 50.5)
    assert shapes["way/30"] is not None
    assert shapes["way/30"].equals(square)
    assert shapes["relation/40"] is not None
    assert shapes["relation/40"].equals(square - box(67.04, 51.04, 67.06, 51.06))
    assert shapes["way/31"] is not None
    assert shapes["way/31"].geom_type == "Point"
    assert shapes["way/31"].distance(LineString([SQUARE[1], SQUARE[2]])) < 1e-9


def test_object_whose_nodes_are_not_in_the_extract_stays_a_row_without_place(
    extract: Path,
) -> None:
    rows = rows_of(extract, "monuments", GeometryKind.POINT_OR_POLYGON)
    assert rows["way/34"].geometry is None


def test_layer_of_points_gets_a_point_within_the_area(extract: Path) -> None:
    rows = rows_of(extract, "monuments", GeometryKind.POINT)
    shape = rows["relation/40"].geometry
    assert isinstance(shape, Point)
    assert (box(67, 51, 67.1, 51.1) - box(67.04, 51.04, 67.06, 51.06)).contains(shape)


def test_names_go_by_their_language_and_kinds_by_the_mapping(extract: Path) -> None:
    rows = rows_of(extract, "monuments", GeometryKind.POINT_OR_POLYGON)
    named = ("name_kk", "name_ru", "name_en", "kind")
    assert [rows["node/20"].cells[each] for each in named] == [
        "Қорым", "Могильник", "", "archaeology",
    ]  # fmt: skip
    assert [rows["way/30"].cells[each] for each in named] == [
        "", "", "Old Fort", "urban_planning_architecture",
    ]  # fmt: skip
    assert rows["relation/40"].cells["kind"] == "urban_planning_architecture"
    assert rows["way/34"].cells["kind"] == "ruins"  # not in the mapping: a person decides
    assert rows["node/20"].cells["citation"] == "© OpenStreetMap contributors, ODbL"
    assert str(rows["node/20"].cells["source_url"]).endswith("/node/20")


def test_route_relation_is_one_line_in_any_order_of_its_ways(extract: Path) -> None:
    rows = rows_of(extract, "tourist_routes", GeometryKind.LINE)
    assert list(rows) == ["relation/41", "relation/42"]
    shape = rows["relation/41"].geometry
    assert isinstance(shape, MultiLineString)
    assert len(shape.geoms) == 2  # the round of the square, and the hole apart from it
    cells = rows["relation/41"].cells
    assert (cells["modes"], cells["difficulty"], cells["name_en"]) == (
        "foot, bicycle", "easy", "Walk",
    )  # fmt: skip
    assert rows["relation/42"].geometry is None


def test_layer_must_be_named_where_it_is_not_one_of_the_mapping(extract: Path) -> None:
    assert "nature_objects" in sheets_of(extract)
    with pytest.raises(ChooseSheetError, match="monuments, settlements"):
        open_table(extract, GeometryKind.POINT, lambda _: False, layer_id="citizen_reports")


def test_mapping_beside_the_extract_comes_before_the_atlas_own(extract: Path) -> None:
    text = "layers: {springs: {take: [{natural: spring}], fields: {title: [name]}}}"
    extract.with_suffix(".yaml").write_text(text)
    assert sheets_of(extract) == ("springs",)
    (row,) = rows_of(extract, "springs", GeometryKind.POINT).values()
    assert row.cells == {"osm_id": "node/21", "title": "Родник"}


@pytest.mark.parametrize(
    "text",
    [
        "layers: {a: {take: [{natural: ",
        "layers: []",
        "layers: {a: {fields: {name: [name]}}}",
        "layers: {a: {take: [{}]}}",
        "layers: {a: {take: [{b: c}], fields: {d: [{tag: e, letters: greek}]}}}",
    ],
)
def test_mistake_in_a_mapping_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(text)
    with pytest.raises(UnusableOsmMappingError, match=r"my\.yaml"):
        osm_layers(path)


def test_shipped_mapping_fills_fields_that_the_layers_have(catalogue: Catalogue) -> None:
    known = {layer.id: layer for layer in catalogue.layers}
    checked = 0
    for name, osm_layer in osm_layers().items():
        if name not in known:
            continue
        for column in osm_layer.columns[1:]:
            field = known[name].field(column)
            assert not field.written_by_atlas
            codes = {
                code
                for by_value in osm_layer.values.get(column, {}).values()
                for code in by_value.values()
            }
            assert not codes or field.vocabulary is not None
            assert all(field.vocabulary and field.vocabulary.term(code) for code in codes)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("length", [0, 10, 60, 300])
def test_extract_that_was_cut_off_is_refused(extract: Path, length: int) -> None:
    extract.write_bytes(extract.read_bytes()[:length])
    with pytest.raises(UnreadableFileError, match=r"cut off|0 bytes|its content is not"):
        rows_of(extract, "monuments", GeometryKind.POINT)


@needs_shared_data
@pytest.mark.shared_data
def test_historic_objects_of_almaty_are_all_found() -> None:
    path = SHARED_DATA / "osm_almaty_2012" / "almaty.osm.pbf"
    table = osm_table(path, GeometryKind.POINT_OR_POLYGON, "monuments")
    (batch,) = table.batches()
    kinds = Counter(str(key).split("/", maxsplit=1)[0] for key in batch.cells["osm_id"])
    assert kinds == {"node": 8, "way": 4}  # its SOURCE.txt counts 12 historic objects
    assert batch.geometry is not None
    assert shapely.within(batch.geometry, box(76.575, 43.057, 77.223, 43.549)).all()


@needs_shared_data
@pytest.mark.shared_data
def test_castle_and_hiking_routes_of_liechtenstein_are_found() -> None:
    path = SHARED_DATA / "osm_liechtenstein" / "liechtenstein-latest.osm.pbf"
    monuments = rows_of(path, "monuments", GeometryKind.POINT_OR_POLYGON)
    castle = monuments["relation/1252853"]
    assert castle.cells["name_en"] == "Schloss Vaduz"
    assert castle.geometry is not None
    assert castle.geometry.geom_type == "Polygon"
    routes = rows_of(path, "tourist_routes", GeometryKind.LINE)
    assert Counter(row.geometry is None for row in routes.values()) == {False: 184, True: 3}


def test_tags_are_read_as_lists(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("layers: {a: {take: [{tourism: [museum, zoo]}], leave: [{access: private}]}}")
    layer = osm_layers(path)["a"]
    taken = {
        str(tags): layer.takes(tags)
        for tags in (
            {"tourism": "attraction; museum"},
            {"tourism": "hotel"},
            {"tourism": "zoo", "access": "private"},
        )
    }
    assert list(taken.values()) == [True, False, False]
