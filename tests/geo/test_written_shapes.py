import pytest
import shapely
from shapely import Point, Polygon

from geo.written_shapes import written_shape

PLACE = Point(68.27, 43.3)
EWKB = shapely.to_wkb(shapely.set_srid(PLACE, 32642), hex=True, include_srid=True)


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("POINT (68.27 43.3)", None),
        ("Point(68.27 43.30)", None),
        (" point z (68.27 43.3 120) ", None),
        ("PointZ (68.27 43.3 0)", None),
        ("SRID=4326;POINT(68.27 43.3)", "4326"),
        ("SRID=0;POINT(68.27 43.3)", None),
        ("<http://www.opengis.net/def/crs/EPSG/0/4284> POINT(68.27 43.3)",
         "http://www.opengis.net/def/crs/EPSG/0/4284"),
        (PLACE.wkb_hex, None),
        (f"\\x{PLACE.wkb_hex.lower()}", None),
        (EWKB, "32642"),
        ('{"type": "Point", "coordinates": [68.27, 43.3]}', None),
        ("{'type': 'Point', 'coordinates': [68.27, 43.3]}", None),
        ("{coordinates=[68.27, 43.3], type=Point}", None),
        ("{type=Point, coordinates=[68.27, 43.3]}", None),
        (('{"type": "Feature", "properties": {}, "geometry": '
         '{"type": "Point", "coordinates": [68.27, 43.3]}}'), None),
        (('{"type": "Point", "coordinates": [68.27, 43.3], "crs": {"type": "name", "properties": '
         '{"name": "EPSG:4284"}}}'), "EPSG:4284"),
    ],
)  # fmt: skip
def test_a_point_is_read_in_any_dress(text: str, system: str | None) -> None:
    found = written_shape(text)
    assert found is not None
    assert found.geometry is not None
    assert shapely.force_2d(found.geometry).equals(PLACE)
    assert found.system == system


def test_a_polygon_is_read() -> None:
    found = written_shape("POLYGON((68 43, 69 43, 69 44, 68 43))")
    assert found is not None
    assert found.geometry == Polygon([(68, 43), (69, 43), (69, 44)])


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON((68 43, 69 43, 69 44",
        "POINT (68,27 43,3)",
        "CIRCULARSTRING(68 43, 69 43, 69 44)",
        EWKB[:44],
        '{"type": "Polygon", "coordinates": [68.27, 43.3]}',
    ],
)
def test_what_only_begins_like_a_geometry_is_told_as_such(text: str) -> None:
    found = written_shape(text)
    assert found is not None
    assert found.geometry is None


@pytest.mark.parametrize(
    "text",
    ["", "43.3, 68.27", "Point", "Polygon ZM", "point of interest (old)", "{}", "[68.27, 43.3]",
     "0123456789abcdef", "POINT EMPTY", '{"type": "house", "coordinates": [1, 2]}', "{"],
)  # fmt: skip
def test_other_texts_are_no_geometries(text: str) -> None:
    assert written_shape(text) is None
