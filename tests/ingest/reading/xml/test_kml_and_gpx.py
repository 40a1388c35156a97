"""KML and GPX: every placemark, waypoint, route and track is a row, with its author's data."""

import zipfile
from pathlib import Path

import pytest
import shapely

from ingest.reading.readers import open_table, sheets_of
from ingest.rows.batch import Batch, InputTable
from ingest.rows.table import ChooseSheetError, UnreadableFileError
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load

POINT = "<Point><coordinates>67.51,51.51,0</coordinates></Point>"
OTHER = POINT.replace("51.51", "48.51")


def placemark(inside: str = POINT, name: str = "Курган") -> str:
    return f"<Placemark><name>{name}</name>{inside}</Placemark>"


def kml(path: Path, body: str, encoding: str = "utf-8", declared: str = "UTF-8") -> Path:
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<kml xmlns="a" xmlns:gx="b">{body}</kml>'
    return write_text(path, text, encoding)


def gpx(path: Path, body: str) -> Path:
    return write_text(path, f'<gpx version="1.1" xmlns="a" xmlns:o="b">{body}</gpx>')


def table_of(
    path: Path, kind: GeometryKind = GeometryKind.POINT, sheet: str | None = None
) -> InputTable:
    return open_table(path, kind, lambda _: False, sheet)


def batch_of(
    path: Path, kind: GeometryKind = GeometryKind.POINT, sheet: str | None = None
) -> Batch:
    (batch,) = table_of(path, kind, sheet).batches()
    return batch


def codes(batch: Batch) -> list[tuple[int, str]]:
    return [(each.row, each.code) for each in batch.problems]


DRAWING = (
    "<visibility>0</visibility><open>1</open><styleUrl>#a</styleUrl><Snippet>x</Snippet>"
    "<Point><extrude>1</extrude><tessellate>1</tessellate><altitudeMode>absolute</altitudeMode>"
    "<gx:drawOrder>1</gx:drawOrder><coordinates>67.51,51.51</coordinates></Point>"
)


def test_how_a_placemark_is_drawn_is_no_data(load: Load, tmp_path: Path) -> None:
    path = kml(tmp_path / "a.kml", placemark(DRAWING))
    assert tuple(batch_of(path).cells) == ("Name",)
    assert load(path, constants={"kind": "archaeology"}).run.loaded == 1


def test_fields_of_the_author_keep_their_letters_even_where_they_are_words_of_kml(
    tmp_path: Path,
) -> None:
    data = "".join(
        f'<Data name="{name}"><value>{number}</value></Data>'
        for number, name in enumerate(("Вид", "Век", "Рег. №", "visibility", "icon"))
    )
    schema = (
        '<SchemaData><SimpleData name="Ғасыры">VI</SimpleData></SchemaData><o:Адрес>с.</o:Адрес>'
    )
    inside = f"<ExtendedData>{data}{schema}</ExtendedData>{POINT}"
    batch = batch_of(kml(tmp_path / "a.kml", placemark(inside)))
    assert {name: str(cells[0]) for name, cells in batch.cells.items()} == {
        "Name": "Курган", "Вид": "0", "Век": "1", "Рег. №": "2", "visibility": "3", "icon": "4",
        "Ғасыры": "VI", "Адрес": "с.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            '<img src="https://x/y" height="200"/><br><br>Насыпь, 12&nbsp;м<br>у дороги',
            "Насыпь, 12 м\nу дороги",
        ),
        ("<table><tr><td>Век</td><td>XII</td></tr></table><style>p {}</style>", "Век XII"),
        ("Высота < 5 м & ров", "Высота < 5 м & ров"),
        ("две\nстроки", "две\nстроки"),
    ],
)
def test_description_in_html_is_read_as_its_words(tmp_path: Path, written: str, read: str) -> None:
    body = f"<description><![CDATA[{written}]]></description>{POINT}"
    batch = batch_of(kml(tmp_path / "list.kml", placemark(body)))
    assert list(batch.cells["description"]) == [read]


def test_two_fields_of_one_name_are_both_kept(tmp_path: Path) -> None:
    data = "".join(f'<Data name="Name"><value>{each}</value></Data>' for each in "бв")
    batch = batch_of(kml(tmp_path / "a.kml", placemark(f"<ExtendedData>{data}</ExtendedData>")))
    assert [cells[0] for cells in batch.cells.values()] == ["Курган", "б", "в"]


NESTED = (
    f"<Document><name>Тізім</name>{placemark()}<Folder><name>Север</name>{placemark()}<Folder>"
    f"<name>Озёра</name>{placemark()}{placemark()}</Folder></Folder></Document>{placemark()}"
)


def test_placemarks_of_all_folders_and_roots_are_read(tmp_path: Path) -> None:
    path = kml(tmp_path / "a.kml", NESTED)
    path.write_text(path.read_text("utf-8") + "<kml><Placemark/></kml>", encoding="utf-8")
    batch = batch_of(path)
    assert list(batch.cells["Folder"]) == ["", "Север", "Север/Озёра", "Север/Озёра", "", ""]
    assert sheets_of(path) == ("Тізім", "Север", "Озёра", "a")


def test_folder_can_be_chosen_and_the_others_are_mentioned(tmp_path: Path) -> None:
    path = kml(tmp_path / "a.kml", NESTED)
    batch = batch_of(path, sheet="Озёра")
    assert len(batch) == 2
    assert [(each.row, each.code, each.value) for each in batch.problems] == [
        (0, "others_unread", "Тізім (1), Север (1), a (1)")
    ]
    with pytest.raises(ChooseSheetError, match="Озёра"):
        batch_of(path, sheet="Юг")


def test_every_document_of_a_kmz_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w") as container:
        for name in ("doc.kml", "files/more.kml"):
            container.write(kml(tmp_path / "part.kml", placemark()), name)
    assert len(batch_of(path)) == 2


SHAPES = {
    "<LineString><coordinates>67,51 68,51\n68,52</coordinates></LineString>": "LineString",
    "<Polygon><outerBoundaryIs><LinearRing><coordinates>67,51 68,51 68,52 67,51</coordinates>"
    "</LinearRing></outerBoundaryIs></Polygon>": "Polygon",
    f"<MultiGeometry>{POINT}{POINT}</MultiGeometry>": "MultiPoint",
    f"<MultiGeometry>{POINT}</MultiGeometry>": "Point",
    f"<MultiGeometry>{POINT}<LineString><coordinates>67,51 68,51</coordinates></LineString>"
    "</MultiGeometry>": "GeometryCollection",
    "<gx:Track><when>2026</when><gx:coord>67 51 0</gx:coord><gx:coord>68 51 0</gx:coord>"
    "</gx:Track>": "LineString",
    "<Model><Location><longitude>67</longitude><latitude>51</latitude></Location></Model>": "Point",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_of_a_placemark_is_read(tmp_path: Path, shape: str) -> None:
    batch = batch_of(kml(tmp_path / "a.kml", placemark(shape)))
    assert batch.geometry is not None
    assert batch.geometry[0].geom_type == SHAPES[shape]
    assert not batch.problems


@pytest.mark.parametrize(
    "shape",
    [
        "<Point><coordinates>x,51</coordinates></Point>",
        "<Point><coordinates>67</coordinates></Point>",
        "<LineString><coordinates>67,51</coordinates></LineString>",
        (
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>67,51 68,51</coordinates>"
            "</LinearRing></outerBoundaryIs></Polygon>"
        ),
        (
            f"<MultiGeometry>{POINT}<LineString><coordinates>67,51</coordinates></LineString>"
            "</MultiGeometry>"
        ),
    ],
)
def test_bad_shape_waits_alone(tmp_path: Path, shape: str) -> None:
    batch = batch_of(kml(tmp_path / "a.kml", placemark() + placemark(shape) + placemark()))
    assert codes(batch) == [(2, "unreadable_shape")]
    assert batch.geometry is not None
    assert [each is not None for each in batch.geometry] == [True, False, True]


@pytest.mark.parametrize(("encoding", "declared"), [
    ("cp1251", "windows-1251"), ("cp1251", "UTF-8"), ("koi8-r", "KOI8-R"), ("utf-16", "UTF-16"),
    ("utf-8", "windows-1251"), ("utf-8-sig", "UTF-8"), ("iso8859-5", "ISO-8859-5"),
])  # fmt: skip
def test_encoding_is_what_is_declared_or_beyond_doubt(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    path = kml(tmp_path / "a.kml", placemark(name="Старинный курган"), encoding, declared)
    assert batch_of(path).cells["Name"][0] == "Старинный курган"


def test_letter_of_another_encoding_is_a_matter_of_its_placemark(
    load: Load, tmp_path: Path
) -> None:
    path = kml(tmp_path / "a.kml", placemark(name="Қорғандар тобы") + placemark(OTHER, name="XX"))
    path.write_bytes(path.read_bytes().replace(b"XX", "Ещё курган".encode("cp1251")))
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded) == (2, 2)
    assert [(each.row, each.code) for each in verdict.problems] == [(2, "mojibake_repaired")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("А & Б", "А & Б"), ("А &amp; Б", "А & Б"), ("А&nbsp;Б", "А&nbsp;Б"), ("А\x0bБ", "А Б"),
        ("А&#11;Б", "А Б"), ("<![CDATA[А & <b>Б</b>]]>", "А & <b>Б</b>"), ("А&#1178;", "АҚ"),
    ],
)  # fmt: skip
def test_text_that_is_hardly_xml_does_not_refuse_the_file(
    tmp_path: Path, written: str, meant: str
) -> None:
    batch = batch_of(kml(tmp_path / "a.kml", placemark(name=written) + placemark()))
    assert list(batch.cells["Name"]) == [meant, "Курган"]


def test_file_without_placemarks_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no placemark"):
        table_of(kml(tmp_path / "a.kml", "<Document><NetworkLink/></Document>"))


WAYPOINTS = (
    '<wpt lat="" lon=""><name>a</name></wpt><wpt lon="67.3"><name>b</name></wpt>'
    '<wpt lat="x" lon="67.3"><name>c</name></wpt><wpt lat="51.1" lon="67.1"><name>d</name></wpt>'
)
LINES = (
    '<rte><name>r</name><rtept lat="51" lon="67"/><rtept lat="51.1" lon="67"/></rte>'
    '<trk><name>t</name><trkseg><trkpt lat="51" lon="67"/><trkpt lat="51.1" lon="67"/></trkseg>'
    '<trkseg><trkpt lat="51.2" lon="67"/></trkseg><trkseg/></trk>'
)


def test_waypoint_without_a_place_is_a_row_that_waits(load: Load, tmp_path: Path) -> None:
    path = gpx(tmp_path / "a.gpx", WAYPOINTS)
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (4, 1, 3)
    assert [(each.row, each.code) for each in verdict.problems] == [
        (1, "empty"), (2, "empty"), (3, "unreadable_shape")
    ]  # fmt: skip


def test_routes_and_tracks_are_read_together_and_waypoints_are_mentioned(tmp_path: Path) -> None:
    batch = batch_of(gpx(tmp_path / "a.gpx", WAYPOINTS + LINES), GeometryKind.LINE)
    assert list(batch.cells["name"]) == ["r", "t"]
    assert batch.geometry is not None
    assert [shapely.get_num_geometries(each) for each in batch.geometry] == [1, 1]
    assert codes(batch) == [(0, "others_unread"), (2, "repaired")]
    assert batch.problems[0].value == "waypoints (4)"


def test_extensions_are_columns_of_their_own(tmp_path: Path) -> None:
    body = (
        '<wpt lat="51.1" lon="67.1"><ele>5</ele><name>a</name><link href="h"><text>t</text></link>'
        "<extensions><o:id>12</o:id><o:state><o:kind>k</o:kind></o:state><o:name>b</o:name>"
        "</extensions></wpt>"
    )
    batch = batch_of(gpx(tmp_path / "a.gpx", body))
    assert {name: str(cells[0]) for name, cells in batch.cells.items()} == {
        "name": "a", "ele": "5", "link1_href": "h", "link1_text": "t", "id": "12",
        "state/kind": "k", "name (2)": "b",
    }  # fmt: skip


def test_points_of_a_track_can_be_asked_for(tmp_path: Path) -> None:
    path = gpx(tmp_path / "a.gpx", WAYPOINTS + LINES)
    assert len(batch_of(path, sheet="track_points")) == 3
    assert len(batch_of(path, sheet="routes")) == 1
