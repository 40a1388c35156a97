"""JSON of every kind: no element is dropped, no number becomes another, nesting is flattened."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ingest.reading.readers import open_table, sheets_of
from ingest.rows.batch import Batch, InputTable
from ingest.rows.table import ChooseSheetError, EmptyFileError, UnreadableFileError
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load

SQUARE = [[67, 51, 9], [68, 51], [68, 52], [67, 51]]
POINT = {"type": "Point", "coordinates": [67.51, 51.51]}


def feature(geometry: Any = POINT, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any, **others: Any) -> str:
    document = {"type": "FeatureCollection", "features": list(features), **others}
    return json.dumps(document, ensure_ascii=False)


def table_of(path: Path, sheet: str | None = None) -> InputTable:
    return open_table(path, GeometryKind.POINT, lambda _: False, sheet)


def batch_of(path: Path, sheet: str | None = None) -> Batch:
    (batch,) = table_of(path, sheet).batches()
    return batch


def read(tmp_path: Path, text: str, name: str = "a.geojson") -> Batch:
    return batch_of(write_text(tmp_path / name, text))


def test_every_element_of_a_collection_is_a_row(load: Load, tmp_path: Path) -> None:
    odd = (None, 7, {"type": "Feature"}, feature(None), feature({"type": "Circle"}))
    path = write_text(tmp_path / "a.geojson", collection(feature(name_ru="a"), *odd))
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (6, 1, 5)
    codes = {(each.row, each.code) for each in verdict.problems}
    assert {(2, "not_a_record"), (3, "not_a_record"), (6, "unreadable_shape")} <= codes


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [67]},
        {"type": "Point", "coordinates": [None, 51]},
        {"type": "Point", "coordinates": "67,51"},
        {"type": "LineString", "coordinates": [[67, 51]]},
        {"type": "Polygon", "coordinates": [[[67, 51], [68, 51]]]},
        {"type": "CircularString", "coordinates": [[67, 51], [68, 51]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point"}]},
        {"coordinates": [67, 51]},
        "POINT (67 51)",
    ],
)
def test_bad_geometry_waits_alone(tmp_path: Path, geometry: Any) -> None:
    batch = read(tmp_path, collection(feature(), feature(geometry), feature()))
    assert [(each.row, each.code) for each in batch.problems] == [(2, "unreadable_shape")]
    assert batch.geometry is not None
    assert [each is not None for each in batch.geometry] == [True, False, True]


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE]}, "Polygon"),
        ({"type": "MultiPoint", "coordinates": [[67, 51]]}, "MultiPoint"),
        ({"type": "MultiLineString", "coordinates": [[[67, 51], [68, 51]]]}, "MultiLineString"),
        ({"type": "GeometryCollection", "geometries": [POINT]}, "Point"),
        ({"type": "GeometryCollection", "geometries": [POINT, POINT]}, "GeometryCollection"),
    ],
)  # fmt: skip
def test_geometry_of_each_type_is_read(tmp_path: Path, geometry: Any, kind: str) -> None:
    batch = read(tmp_path, collection(feature(geometry)))
    assert batch.geometry is not None
    assert batch.geometry[0].geom_type == kind


WRITTEN = [
    "12345678901234567",
    "98765432109876543210",
    "1e400",
    "1.0",
    "44.10",
    "false",
    "NaN",
    "7",
]


@pytest.mark.parametrize("name", ["a.geojson", "a.json", "a.ndjson"])
def test_numbers_are_as_they_are_written(tmp_path: Path, name: str) -> None:
    records = [f'{{"n": {each}}}' for each in WRITTEN]
    features = [
        f'{{"type": "Feature", "properties": {each}, "geometry": null}}' for each in records
    ]
    text = {
        "a.json": f"[{', '.join(records)}]",
        "a.ndjson": "\n".join(features),
        "a.geojson": f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}',
    }[name]
    assert [str(cell) for cell in read(tmp_path, text, name).cells["n"]] == WRITTEN


def test_id_of_a_feature_is_a_column_and_can_be_the_key(load: Load, tmp_path: Path) -> None:
    first, second = (
        {**feature(name_ru=name), "id": number} for name, number in (("a", 101), ("b", 102))
    )
    second["geometry"] = {"type": "Point", "coordinates": [67.61, 51.61]}
    path = write_text(tmp_path / "a.geojson", collection(first, second))
    verdict = load(path, key_column="id", constants={"kind": "archaeology"})
    assert verdict.run.loaded == 2
    again = load(path, key_column="id", constants={"kind": "archaeology"})
    assert again.run.unchanged == 2


def test_id_of_a_feature_stands_beside_that_of_its_properties(tmp_path: Path) -> None:
    batch = read(tmp_path, collection({**feature(id="x"), "id": 1}, {**feature(id=2), "id": 2}))
    assert {name: list(map(str, cells)) for name, cells in batch.cells.items()} == {
        "id": ["x", "2"], "id (2)": ["1", ""],
    }  # fmt: skip


NESTED = {"name": "a", "status": {"state": "m", "by": {"whom": "b"}}, "tags": ["c", "d"], "no": {}}
FLAT = {"name": "a", "status/state": "m", "status/by/whom": "b", "tags": "c, d", "no": ""}


@pytest.mark.parametrize(
    "document",
    [
        [NESTED],
        {"results": [NESTED], "count": 1, "next": None},
        {"success": True, "result": {"fields": [{"id": "a"}], "records": [NESTED]}},
        {"metadata": {"page": 1}, "issues": [NESTED]},
        {"type": "FeatureCollection", "features": [feature(**NESTED)]},
        {
            "fields": [{"name": "a"}],
            "features": [{"attributes": NESTED, "geometry": {"x": 1, "y": 2}}],
        },
        feature(**NESTED),
    ],
)
def test_nested_fields_are_flattened_alike(tmp_path: Path, document: Any) -> None:
    batch = read(tmp_path, json.dumps(document), "a.json")
    assert {name: cells[0] for name, cells in batch.cells.items()} == FLAT


def test_list_longer_than_a_block_is_read_whole(tmp_path: Path) -> None:
    features = [feature(n=number, text="я" * 90) for number in range(3_000)]
    batch = read(tmp_path, json.dumps(json.loads(collection(*features)), indent=1))
    assert batch.cells["n"].tolist() == list(range(3_000))


def test_feature_a_line_is_read_and_a_broken_line_waits(tmp_path: Path) -> None:
    lines = [json.dumps(feature(n=number)) for number in range(4)]
    lines[2] = lines[2][:-3]
    batch = read(tmp_path, "\x1e" + "\n".join(lines) + "\n", "a.geojsonl")
    assert list(batch.cells["n"]) == [0, 1, "", 3]
    assert [(each.row, each.code) for each in batch.problems] == [(3, "not_a_record")]


def test_features_of_a_second_collection_are_read(tmp_path: Path) -> None:
    for between in ("", "\n", "\n\n"):
        text = f"{collection(feature(n=1))}{between}{collection(feature(n=2), feature(n=3))}"
        assert list(read(tmp_path, text).cells["n"]) == [1, 2, 3]


def test_system_is_what_the_file_names_even_after_its_features(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28412"}}
    table = table_of(write_text(tmp_path / "a.geojson", collection(feature(), crs=crs)))
    assert table.crs is not None
    assert "Pulkovo 1942" in table.crs
    esri = {"features": [{"attributes": {}, "geometry": {"x": 1, "y": 2}}]}
    esri |= {"spatialReference": {"wkid": 102100, "latestWkid": 3857}}
    table = table_of(write_text(tmp_path / "a.json", json.dumps(esri)))
    assert table.crs is not None
    assert "Pseudo-Mercator" in table.crs


def test_shapes_of_esri_are_read(tmp_path: Path) -> None:
    outer = [[67, 51], [67, 52], [68, 52], [68, 51], [67, 51]]
    hole = [[67.2, 51.2], [67.4, 51.2], [67.4, 51.4], [67.2, 51.4], [67.2, 51.2]]
    shapes = (
        {"rings": [outer, hole]},
        {"paths": [outer]},
        {"points": [[67, 51]]},
        {"x": "NaN"},
        None,
    )
    document = {"features": [{"attributes": {"a": 1}, "geometry": each} for each in shapes]}
    batch = read(tmp_path, json.dumps(document), "a.json")
    assert batch.geometry is not None
    assert batch.geometry[0].area == pytest.approx(0.96)
    assert [each and each.geom_type for each in batch.geometry[1:]] == [
        "MultiLineString", "MultiPoint", None, None
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_json_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = write_text(tmp_path / "a.geojson", collection(feature(n="Старинный курган")), encoding)
    assert batch_of(path).cells["n"][0] == "Старинный курган"


def test_letter_of_another_encoding_is_a_matter_of_its_feature(load: Load, tmp_path: Path) -> None:
    text = collection(feature(name_ru="Қорғандар тобы"), feature(name_ru="XX"))
    path = write_text(tmp_path / "a.geojson", text)
    path.write_bytes(path.read_bytes().replace(b"XX", "Ещё курган".encode("cp1251")))
    verdict = load(path, constants={"kind": "archaeology"})
    assert verdict.run.read == 2
    assert (2, "mojibake_repaired") in [(each.row, each.code) for each in verdict.problems]


def test_one_of_several_lists_has_to_be_chosen(tmp_path: Path) -> None:
    document = {"schools": [{"a": 1}], "clinics": [{"b": 2}, {"b": 3}], "links": [{"href": "x"}]}
    path = write_text(tmp_path / "a.json", json.dumps(document))
    assert sheets_of(path) == ("schools", "clinics")
    with pytest.raises(ChooseSheetError, match="schools, clinics"):
        batch_of(path)
    batch = batch_of(path, "clinics")
    assert list(batch.cells["b"]) == [2, 3]
    assert [(each.row, each.value) for each in batch.problems] == [(0, "schools (1)")]


@pytest.mark.parametrize("text", ['{"error": "no"}', "[1, 2]", '{"rows": [[1, 2], [3, 4]]}'])
def test_json_without_a_list_of_objects_is_told_what_is_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFileError, match="GeoJSON is read"):
        read(tmp_path, text, "a.json")


def test_empty_collection_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        read(tmp_path, collection())


def test_packed_map_is_read_as_the_map_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(
            "data/a.geojson", collection({**feature(n=12345678901234567890), "id": 5})
        )
    assert {name: str(cells[0]) for name, cells in batch_of(path).cells.items()} == {
        "n": "12345678901234567890", "id": "5"
    }  # fmt: skip


@pytest.mark.parametrize("kind", [{"code": "SIG"}, ["a"], None, 7])
def test_object_whose_type_is_no_word_is_read(tmp_path: Path, kind: Any) -> None:
    text = json.dumps({"results": [{"id": 1, "type": kind, "text": "Яма"}]}, ensure_ascii=False)
    assert list(read(tmp_path, text, "a.json").cells["text"]) == ["Яма"]
