"""CQL2 filters, as text and JSON: what they find, and how they are refused."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER
from core.errors import AtlasError, InvalidValueError
from core.text import Language
from layers.access import Readable, readable
from layers.catalogue.monuments import LAYER, Monument
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.catalogue.tourist_routes import TouristRoute
from layers.reading.filters.comparisons import UnknownPropertyError
from layers.reading.filters.cql2 import LONGEST_FILTER, FilterTooLargeError, MalformedFilterError
from layers.reading.filters.cql2_text import FilterSyntaxError
from layers.reading.filters.filter import condition
from layers.reading.reference_systems import reference_system

ACCESS = readable(LAYER, STRANGER)


@pytest.fixture
def named(session: Session) -> Session:
    """Four monuments known by their English names: botai, begazy, arch, secret."""
    rows: list[dict[str, Any]] = [
        {
            "name_en": "botai",
            "dating_begin_latest": -3500,
            "geom": "SRID=4326;POINT(67.5 53.5)",
            "inspected_on": date(2026, 7, 17),
        },
        {
            "name_en": "begazy",
            "dating_begin_latest": -1000,
            "geom": "SRID=4326;POINT(74.5 47.5)",
            "accuracy_m": 12.5,
            "inspected_on": date(2020, 1, 1),
        },
        {
            "name_en": "arch",
            "kind": "monumental_art",
            "name_ru": "Арка «Д'Арк» 100%",
            "significance": "republican",
            "geom": "SRID=4326;POLYGON((70 50, 71 50, 71 51, 70 51, 70 50))",
            "updated_at": datetime(2026, 7, 17, 20, 0, tzinfo=UTC),
        },
        {"name_en": "secret", "sensitive": True, "geom": "SRID=4326;POINT(60.12 45.12)"},
    ]
    for row in rows:
        session.add(Monument(**{"kind": "archaeology", **row}))
    session.flush()
    return session


def found(session: Session, text: str, **options: Any) -> set[str | None]:
    query = select(Monument.name_en).where(condition(ACCESS, text, **options))
    return set(session.scalars(query))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kind = 'monumental_art'", "arch"),
        ("kind <> 'archaeology'", "arch"),
        ("'monumental_art' = kind", "arch"),
        ("dating_begin_latest < -2000", "botai"),
        ("-2000 > dating_begin_latest", "botai"),
        ("dating_begin_latest <= -1000.0 AND dating_begin_latest >= -1000", "begazy"),
        ("accuracy_m > 12.4", "begazy"),
        ("accuracy_m BETWEEN 12 AND 13", "begazy"),
        ("dating_begin_latest NOT BETWEEN -4000 AND -2000", "begazy"),
        ("name_en LIKE 'b%'", "botai begazy"),
        ("name_en LIKE 'b_tai'", "botai"),
        ("name_en NOT LIKE '%a%'", "secret"),
        (r"name_ru LIKE '%100\%'", "arch"),
        ("CASEI(name_en) = CASEI('BoTai')", "botai"),
        ("CASEI(name_en) LIKE CASEI('BE%')", "begazy"),
        ("CASEI(name_en) IN ('BOTAI', 'ARCH')", "botai arch"),
        ("name_en IN ('botai', 'arch')", "botai arch"),
        ("name_en NOT IN ('botai', 'arch')", "begazy secret"),
        ("name_ru = 'Арка «Д''Арк» 100%'", "arch"),
        ("significance IS NULL", "botai begazy secret"),
        ("significance IS NOT NULL", "arch"),
        ("sensitive = TRUE", "secret"),
        ("sensitive <> true", "botai begazy arch"),
        ("name_en > 'b'", "botai begazy secret"),
        ("name_en = name_ru", ""),
        ("NOT kind = 'archaeology'", "arch"),
        ("NOT (kind = 'archaeology' OR kind = 'ensemble')", "arch"),
        ("\"name_en\" = 'arch'", "arch"),
        ("  kind='monumental_art'\n", "arch"),
        # AND binds more tightly than OR
        ("name_en = 'arch' OR name_en = 'botai' AND kind = 'ensemble'", "arch"),
        ("kind = 'ensemble' AND name_en = 'botai' OR name_en = 'arch'", "arch"),
        ("(name_en = 'arch' OR name_en = 'botai') AND kind = 'archaeology'", "botai"),
        ("inspected_on = DATE('2026-07-17')", "botai"),
        ("inspected_on = '2026-07-17'", "botai"),
        ("inspected_on > DATE('2020-01-01')", "botai"),
        ("T_AFTER(inspected_on, DATE('2020-01-01'))", "botai"),
        ("T_BEFORE(inspected_on, DATE('2026-07-17'))", "begazy"),
        ("T_AFTER(DATE('2026-07-17'), inspected_on)", "begazy"),
        ("T_EQUALS(inspected_on, DATE('2026-07-17'))", "botai"),
        ("T_DURING(inspected_on, INTERVAL('2026-01-01', '2026-12-31'))", "botai"),
        ("T_DURING(inspected_on, INTERVAL('2026-07-17', '..'))", ""),
        ("T_INTERSECTS(inspected_on, INTERVAL('2026-07-17', '..'))", "botai"),
        ("T_INTERSECTS(inspected_on, INTERVAL('..', '2026-07-16'))", "begazy"),
        ("T_DISJOINT(inspected_on, INTERVAL('2026-01-01', '2026-12-31'))", "begazy"),
        ("T_EQUALS(updated_at, DATE('2026-07-18'))", "arch"),
        ("updated_at = TIMESTAMP('2026-07-17T20:00:00Z')", "arch"),
        ("updated_at = TIMESTAMP('2026-07-18T01:00:00+05:00')", "arch"),
        ("S_INTERSECTS(geom, POINT(67.5 53.5))", "botai"),
        ("S_INTERSECTS(POINT(70.5 50.5), geom)", "arch"),
        ("S_CONTAINS(geom, POINT(70.5 50.5))", "arch"),
        ("S_WITHIN(geom, POLYGON((67 53, 68 53, 68 54, 67 54, 67 53)))", "botai"),
        ("S_WITHIN(geom, BBOX(67, 53, 75, 54))", "botai"),
        ("S_WITHIN(geom, MULTIPOLYGON(((67 53, 68 53, 68 54, 67 53.9, 67 53))))", "botai"),
        ("S_INTERSECTS(geom, LINESTRING(60 47.5, 75 47.5))", "begazy"),
        ("S_INTERSECTS(geom, MULTIPOINT((67.5 53.5), (74.5 47.5)))", "botai begazy"),
        ("S_INTERSECTS(geom, MULTIPOINT(67.5 53.5, 74.5 47.5))", "botai begazy"),
        ("S_INTERSECTS(geom, POINT Z(67.5 53.5 200))", "botai"),
        ("S_TOUCHES(geom, LINESTRING(70 49, 70 52))", "arch"),
        ("S_CROSSES(geom, LINESTRING(69 50.5, 72 50.5))", "arch"),
        ("S_EQUALS(geom, POINT(74.5 47.5))", "begazy"),
        ("S_OVERLAPS(geom, POLYGON((70.5 50, 72 50, 72 51, 70.5 51, 70.5 50)))", "arch"),
        ("NOT S_DISJOINT(geom, BBOX(66, 52, 69, 54))", "botai"),
        ("geom IS NULL", ""),
        ("TRUE", "botai begazy arch secret"),
        ("(FALSE) OR kind = 'monumental_art' AND true", "arch"),
        ("NOT true", ""),
    ],
)
def test_text_filter_finds(named: Session, text: str, names: str) -> None:
    assert found(named, text) == set(names.split())


@pytest.mark.parametrize(
    ("document", "names"),
    [
        ({"op": "=", "args": [{"property": "kind"}, "monumental_art"]}, "arch"),
        (
            {
                "op": "or",
                "args": [
                    {"op": "=", "args": [{"property": "name_en"}, "arch"]},
                    {"op": "=", "args": [{"property": "name_en"}, "botai"]},
                    {"op": "=", "args": [{"property": "name_en"}, "begazy"]},
                ],
            },
            "arch botai begazy",
        ),
        ({"op": "between", "args": [{"property": "accuracy_m"}, 12, 13]}, "begazy"),
        ({"op": "in", "args": [{"property": "name_en"}, ["arch", "x"]]}, "arch"),
        ({"op": "in", "args": [{"property": "name_en"}, []]}, ""),
        ({"op": "not", "args": [{"op": "like", "args": [{"property": "name_en"}, "b%"]}]},
         "arch secret"),
        ({"op": "isNull", "args": [{"property": "accuracy_m"}]}, "botai arch secret"),
        ({"op": "t_after", "args": [{"property": "inspected_on"}, {"date": "2020-01-01"}]},
         "botai"),
        ({"op": "t_equals",
          "args": [{"property": "updated_at"}, {"timestamp": "2026-07-17T20:00:00Z"}]}, "arch"),
        ({"op": "t_during",
          "args": [{"property": "inspected_on"}, {"interval": ["2026-01-01", ".."]}]}, "botai"),
        ({"op": "s_intersects",
          "args": [{"property": "geom"}, {"type": "Point", "coordinates": [70.5, 50.5]}]}, "arch"),
        ({"op": "s_within", "args": [{"property": "geom"}, {"bbox": [67, 53, 75, 54]}]}, "botai"),
        ({"op": "like", "args": [{"op": "casei", "args": [{"property": "name_en"}]},
                                 {"op": "casei", "args": ["BO%"]}]}, "botai"),
    ],
)  # fmt: skip
def test_json_filter_finds(named: Session, document: dict[str, Any], names: str) -> None:
    assert found(named, json.dumps(document)) == set(names.split())
    assert found(named, json.dumps(document), language="cql2-json") == set(names.split())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A_CONTAINS(modes, ('car', 'family'))", "both"),
        ("A_CONTAINS(modes, ('car'))", "both car"),
        ("A_OVERLAPS(modes, ('family', 'foot'))", "both"),
        ("A_CONTAINEDBY(modes, ('car', 'foot'))", "car"),
        ("A_EQUALS(modes, ('car'))", "car"),
    ],
)
def test_list_field_is_compared_as_a_list(session: Session, text: str, names: str) -> None:
    line = "SRID=4326;LINESTRING(60 50, 61 50)"
    for name, modes in (("both", ["car", "family"]), ("car", ["car"])):
        session.add(TouristRoute(name_en=name, modes=modes, difficulty="easy", geom=line))
    session.flush()
    query = select(TouristRoute.name_en).where(condition(readable(ROUTES, STRANGER), text))
    assert set(session.scalars(query)) == set(names.split())


@pytest.mark.parametrize(
    ("crs", "text"),
    [
        ("EPSG:4326", "S_INTERSECTS(geom, POINT(53.5 67.5))"),
        ("EPSG:3857", "S_WITHIN(geom, BBOX(7513000, 7076000, 7515500, 7080500))"),
    ],
)
def test_places_of_a_filter_are_read_in_its_system(named: Session, crs: str, text: str) -> None:
    system = reference_system(crs)
    assert system is not None
    assert found(named, text, crs=system) == {"botai"}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("kind = ", 8),
        ("", 1),
        ("kind = 'a", 8),
        ("kind == 'a'", 7),
        ("kind = 'a' kind = 'b'", 12),
        ("kind = 'a' AND", 15),
        ("S_INTERSECTS(geom POINT(1 2))", 19),
        ("version + 1 = 2", 9),
        ("kind; DROP TABLE monuments", 5),
    ],
)
def test_syntax_error_is_told_with_its_position(text: str, position: int) -> None:
    with pytest.raises(FilterSyntaxError) as refused:
        condition(ACCESS, text)
    assert refused.value.facts["position"] == position
    assert str(position) in str(refused.value)


def test_syntax_error_in_json_is_told_with_its_position() -> None:
    with pytest.raises(FilterSyntaxError) as refused:
        condition(ACCESS, '{"op": }')
    assert refused.value.facts["position"] == 8


@pytest.mark.parametrize(
    "text",
    [
        "author_name = 'x'",
        "original_coordinates IS NULL",
        "public_geom IS NULL",
        "id = 1",
        "S_INTERSECTS(public_geom, POINT(1 2))",
        "T_AFTER(sealed_on, DATE('2026-01-01'))",
        "A_CONTAINS(secrets, ('x'))",
        '"; DROP TABLE monuments" = 1',
    ],
)
def test_what_the_caller_may_not_read_cannot_be_named(text: str) -> None:
    with pytest.raises((UnknownPropertyError, MalformedFilterError)):
        condition(ACCESS, text)


@pytest.mark.parametrize(
    "text",
    [
        "kind = 'castle'",
        "kind IN ('archaeology', 'castle')",
        "version = 'many'",
        "name_en = 5",
        "sensitive = 'yes'",
        "inspected_on = DATE('2026-02-30')",
        "inspected_on = 'spring'",
        "T_AFTER(name_en, DATE('2026-01-01'))",
        "T_AFTER(inspected_on, 'spring')",
        "T_MEETS(inspected_on, DATE('2026-01-01'))",
        "A_CONTAINS(kind, ('archaeology'))",
        "S_INTERSECTS(geom, POINT(200 50))",
        "S_INTERSECTS(geom, POINT(1e999 50))",
        "S_INTERSECTS(geom, POINT(1))",
        "S_INTERSECTS(geom, LINESTRING(1 2))",
        "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
        "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 1 0)))",
        "S_INTERSECTS(geom, BBOX(1, 2, 3))",
        "S_INTERSECTS(geom, kind)",
        "S_FLIES(geom, POINT(1 2))",
        "geom = 'x'",
        "1 = 1",
        "name_en = version",
        r"name_en LIKE 'a\'",
        "version LIKE '1%'",
        "CASEI(version) = 1",
        "name_en = 'a\x00'",
    ],
)
def test_value_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(AtlasError) as refused:
        condition(ACCESS, text)
    assert refused.value.field


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"op": "="},
        {"op": "=", "args": "x"},
        {"op": "=", "args": [{"property": "kind"}]},
        {"op": "and", "args": [{"op": "=", "args": [{"property": "version"}, 1]}]},
        {"op": "and", "args": [1, 2]},
        {"op": "exec", "args": [1, 2]},
        {"op": ["="], "args": []},
        {"op": "=", "args": [{"property": 5}, 1]},
        {"op": "=", "args": [{"property": "kind"}, None]},
        {"op": "in", "args": [{"property": "kind"}, "archaeology"]},
        {"op": "in", "args": [{"property": "kind"}, [["archaeology"]]]},
        {"op": "between", "args": [{"property": "version"}, 1]},
        {"op": "t_after", "args": [{"property": "inspected_on"}, {"date": 5}]},
        {"op": "t_during", "args": [{"property": "inspected_on"}, {"interval": ["a", "b"]}]},
        {"op": "t_during", "args": [{"property": "inspected_on"}, {"interval": [".."]}]},
        {"op": "s_intersects", "args": [{"property": "geom"}, {"type": "Point"}]},
        {"op": "s_intersects", "args": [{"property": "geom"}, {"bbox": [1, "a", 3, 4]}]},
        {
            "op": "s_intersects",
            "args": [{"property": "geom"}, {"type": "Sphere", "coordinates": [1, 2]}],
        },
        {"op": "like", "args": [{"property": "name_en"}, 5]},
        {"filter": {"op": "=", "args": [{"property": "version"}, 1]}},
    ],
)
def test_document_that_is_not_cql2_is_refused(document: Any) -> None:
    with pytest.raises(AtlasError):
        condition(ACCESS, json.dumps(document), "cql2-json")


def test_unknown_language_is_named() -> None:
    with pytest.raises(AtlasError, match="cql-text"):
        condition(ACCESS, "version = 1", "cql-text")


def test_filter_that_is_too_long_is_refused() -> None:
    with pytest.raises(FilterTooLargeError):
        condition(ACCESS, "version = 1" + " " * LONGEST_FILTER)


@pytest.mark.parametrize("deep", [60, 2000])
def test_filter_that_is_nested_too_deep_is_refused(deep: int) -> None:
    text = "NOT (" * deep + "version = 1" + ")" * deep
    document = '{"op":"not","args":[' * deep + "true" + "]}" * deep
    for given_text in (text, document):
        with pytest.raises(FilterTooLargeError):
            condition(ACCESS, given_text)


def test_long_chain_of_conditions_is_no_deep_one(named: Session) -> None:
    text = " OR ".join(["version = 1", *(f"version = {n}" for n in range(2, 900))])
    assert len(found(named, text)) == 4


SPELLED = (
    "kind name_en version geom inspected_on modes 'archaeology' 'x' 1 -2.5 1e400 "
    "TRUE ( ) , = <> < >= AND OR NOT LIKE IN IS NULL BETWEEN CASEI( S_INTERSECTS( "
    "T_AFTER( A_CONTAINS( POINT( POLYGON(( BBOX( DATE('2026-07-17') INTERVAL( '..' "
    "TIMESTAMP('2026-07-17T00:00:00Z') \" \\ '%\\' ; -- \0"
)
WORDS = st.sampled_from(SPELLED.split(" "))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from([{"property": name} for name in ("kind", "version", "geom", "inspected_on")]),
    st.sampled_from([{"date": "2026-07-17"}, {"bbox": [1, 2, 3, 4]}, {"interval": ["..", ".."]}]),
)
OPERATORS = st.sampled_from(
    ["and", "or", "not", "=", "<", "like", "in", "between", "isNull", "casei", "s_within",
     "t_after", "t_disjoint", "a_overlaps", "x"]
)  # fmt: skip


def documents_of(parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Documents whose arguments are parts or lists of parts."""
    arguments = parts | st.lists(parts, max_size=2)
    return st.fixed_dictionaries({"op": OPERATORS, "args": st.lists(arguments, max_size=3)})


DOCUMENTS = st.recursive(SCALARS, documents_of, max_leaves=8)
RELAXED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def run(session: Session, text: str, access: Readable = ACCESS) -> None:
    """Require that the filter is refused with a named error or is SQL that the database runs."""
    try:
        wanted = condition(access, text)
    except AtlasError:
        return
    with session.begin_nested():
        session.execute(select(Monument.id).where(wanted)).all()


@given(words=st.lists(WORDS, max_size=12))
@RELAXED
def test_any_text_is_refused_or_runs(session: Session, words: list[str]) -> None:
    run(session, " ".join(words))


@given(document=DOCUMENTS)
@RELAXED
def test_any_document_is_refused_or_runs(session: Session, document: Any) -> None:
    run(session, json.dumps({"op": "not", "args": [document]}))


WRONG_BOXES = [
    ([170, 43, -170, 44], "180°"),
    ([68, 44, 69, 43], "South"),
    ([68, 43, 0, 69, 42, 9], "South"),
    ([68, 43, 69, 99], "range"),
    ([-190, 43, 69, 44], "range"),
]


@pytest.mark.parametrize("operation", ["s_intersects", "s_within", "s_disjoint"])
@pytest.mark.parametrize(("box", "says"), WRONG_BOXES)
def test_box_of_a_filter_is_checked_like_any_other(
    box: list[float], says: str, operation: str
) -> None:
    numbers = ",".join(map(str, box))
    document = {"op": operation, "args": [{"property": "geom"}, {"bbox": box}]}
    turned = {"op": operation, "args": [{"bbox": box}, {"property": "geom"}]}
    for text in (
        f"{operation}(geom, BBOX({numbers}))",
        f"NOT {operation}(BBOX({numbers}), geom)",
        json.dumps(document),
        json.dumps(turned),
    ):
        with pytest.raises(InvalidValueError) as caught:
            condition(ACCESS, text)
        assert says in caught.value.message(Language.EN)
        assert caught.value.field == "filter"


def test_box_of_a_filter_is_read_in_the_axis_order_of_its_system(named: Session) -> None:
    north_first = reference_system("EPSG:4326")
    assert north_first is not None
    for text in (
        "S_INTERSECTS(geom, BBOX(53,67,54,75))",
        '{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[53,67,54,75]}]}',
    ):
        chosen = condition(ACCESS, text, crs=north_first)
        found = named.scalars(select(Monument.name_en).where(ACCESS.rows, chosen)).all()
        assert found == ["botai"]


def test_box_without_width_is_a_line(named: Session) -> None:
    chosen = condition(ACCESS, "S_INTERSECTS(geom, BBOX(67.5,53,67.5,54))")
    assert named.scalars(select(Monument.name_en).where(ACCESS.rows, chosen)).all() == ["botai"]


def test_polygon_around_nearly_the_whole_earth_is_what_it_says(named: Session) -> None:
    """Its edges are straight in longitude and latitude (RFC 7946 §3.1.1), the long way round."""
    wide = "POLYGON((-170 43,170 43,170 54,-170 54,-170 43))"
    chosen = condition(ACCESS, f"S_INTERSECTS(geom, {wide})")
    found = named.scalars(select(Monument.name_en).where(ACCESS.rows, chosen)).all()
    assert sorted(found) == ["arch", "begazy", "botai", "secret"]
