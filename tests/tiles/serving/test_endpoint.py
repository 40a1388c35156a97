"""The endpoint over HTTP: caching headers, encodings, refusals, and news of changes."""

import gzip
import io

import pytest
from PIL import Image
from sqlalchemy import delete, text, update
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory, transaction
from core.settings import Settings
from geo.grid import tile_at
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.regions.region import Region
from layers.registry import Catalogue
from tests.tiles.decoded import features_in
from tests.waiting import soon
from tests.world.objects import add_monument
from tests.world.units import EAST

REPORTS_TILE = "/api/tiles/citizen_reports/5/22/10"
MONUMENT = "POINT(69.3 51.3)"
MONUMENT_TILE = tile_at(69.3, 51.3, 9)


def test_unchanged_tile_is_304(tiles: TestClient) -> None:
    first = tiles.get(REPORTS_TILE)
    again = tiles.get(REPORTS_TILE, headers={"If-None-Match": first.headers["etag"]})
    assert first.status_code == 200
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"] == first.headers["vary"]


def test_empty_tile_can_be_unchanged_too(tiles: TestClient) -> None:
    first = tiles.get("/api/tiles/citizen_reports/5/1/1")
    etag = first.headers["etag"]
    again = tiles.get("/api/tiles/citizen_reports/5/1/1", headers={"If-None-Match": etag})
    assert (first.status_code, again.status_code) == (204, 304)


def test_gzip_and_identity_are_the_same_tile(tiles: TestClient) -> None:
    with tiles.stream("GET", REPORTS_TILE, headers={"Accept-Encoding": "gzip"}) as compressed:
        body = b"".join(compressed.iter_raw())
    plain = tiles.get(REPORTS_TILE, headers={"Accept-Encoding": "identity"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(body) == plain.content
    assert compressed.headers["etag"] != plain.headers["etag"]
    assert int(compressed.headers["content-length"]) == len(body)


def test_tile_says_what_it_is_and_may_be_kept_but_is_asked_again(tiles: TestClient) -> None:
    headers = tiles.get(REPORTS_TILE).headers
    assert headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert headers["cache-control"] == "public, no-cache"
    assert "Accept-Encoding" in headers["vary"]


@pytest.mark.parametrize("suffix", ["", ".mvt", ".pbf"])
def test_suffixes_name_the_same_tile(tiles: TestClient, suffix: str) -> None:
    assert tiles.get(REPORTS_TILE + suffix).content == tiles.get(REPORTS_TILE).content


def test_order_of_layers_does_not_matter(tiles: TestClient) -> None:
    one = tiles.get("/api/tiles/regions,citizen_reports/5/22/10")
    other = tiles.get("/api/tiles/citizen_reports,regions,regions/5/22/10")
    assert one.content == other.content


def test_head_tells_the_same_without_a_body(tiles: TestClient) -> None:
    head, get = tiles.head(REPORTS_TILE), tiles.get(REPORTS_TILE)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("springs/5/22/10", 404, "layers"),
        ("monuments,/5/22/10", 404, "layers"),
        ("monuments/5/32/10", 404, "tile"),
        ("monuments/5/-1/10", 404, "tile"),
        ("monuments/5/x/10", 404, "tile"),
        ("monuments/99/0/0", 404, "tile"),
        ("monuments/17/0/0", 404, "tile"),
        ("regions/15/0/0", 404, "tile"),
        ("monuments/5/22/10.png", 404, "tile"),
        ("monuments/5/22", 404, "path"),
        ("monuments", 404, "path"),
        ("monuments/5/22/10?colour=red", 400, "colour"),
        ("monuments/5/22/10?visibility=everything", 400, "visibility"),
        ("monuments/5/22/10?author_name=x", 400, "author_name"),
        ("monuments/5/22/10?kind=castle", 400, "kind"),
        ("monuments/5/22/10?kind=", 400, "kind"),
        ("monuments/5/22/10?kind=ensemble&kind=archaeology", 400, "kind"),
        ("monuments/5/22/10?region=KZ-99", 400, "region"),
        ("regions/5/22/10?kind=ensemble", 400, "kind"),
        ("monuments/5/22/10?" + "&".join(f"a{i}=1" for i in range(50)), 400, "query"),
        ("style.json?lang=de", 400, "lang"),
        ("style.json?theme=sepia", 400, "theme"),
        ("springs/tilejson.json", 404, "layers"),
        ("sprites/atlas@3x.png", 404, "path"),
        ("monuments/tilejson.json?kind=castle", 400, "kind"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_names_its_field(
    tiles: TestClient, path: str, status: int, field: str
) -> None:
    answer = tiles.get(f"/api/tiles/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("kk", "Мұндай тайл жоқ: 5/32/10"),
        ("ru", "Нет такого тайла: 5/32/10"),
        ("en", "There is no such tile: 5/32/10"),
    ],
)
def test_problems_speak_the_callers_language(tiles: TestClient, language: str, detail: str) -> None:
    answer = tiles.get("/api/tiles/monuments/5/32/10", headers={"Accept-Language": language})
    assert answer.json()["detail"] == detail
    assert answer.headers["content-language"] == language


def test_style_is_drawn_for_the_theme_that_is_asked_for(tiles: TestClient) -> None:
    grounds = {
        theme: tiles.get(f"/api/tiles/style.json?lang=kk{theme}").json()["layers"][0]["paint"]
        for theme in ("", "&theme=light", "&theme=dark")
    }
    assert grounds[""] == grounds["&theme=light"] != grounds["&theme=dark"]


@pytest.mark.parametrize("density", ["", "@2x"])
def test_icons_of_the_style_are_served_and_kept(tiles: TestClient, density: str) -> None:
    sprite = tiles.get("/api/tiles/style.json").json()["sprite"]
    index, picture = (tiles.get(f"{sprite}{density}.{kind}") for kind in ("json", "png"))
    assert index.json()["circle-red"]["sdf"] is True
    assert picture.headers["content-type"] == "image/png"
    width, height = Image.open(io.BytesIO(picture.content)).size
    assert max(each["x"] + each["width"] for each in index.json().values()) == width
    assert max(each["y"] + each["height"] for each in index.json().values()) == height
    for answer in (index, picture):
        known = {"If-None-Match": answer.headers["etag"]}
        assert tiles.get(answer.url, headers=known).status_code == 304


def test_tiles_are_only_read(tiles: TestClient) -> None:
    answer = tiles.post(REPORTS_TILE)
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_tile_that_the_database_does_not_give_is_to_be_asked_again(
    drawn: SessionFactory, drawn_database: str, catalogue: Catalogue
) -> None:
    hasty = {"DATABASE_URL": drawn_database, "ATLAS_STATEMENT_TIMEOUT_MS": "100"}
    application = create_app(Settings.from_environment(hasty), catalogue, drawn_database)
    with TestClient(application) as client, transaction(drawn) as session:
        session.execute(text("LOCK TABLE region_generalised IN ACCESS EXCLUSIVE MODE"))
        answer = client.get("/api/tiles/regions/4/11/5")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"


def test_committed_write_is_seen_within_a_second(tiles: TestClient, drawn: SessionFactory) -> None:
    assert features_in(tiles, "monuments", MONUMENT_TILE) == []
    with transaction(drawn) as session:
        monument = add_monument(session, MONUMENT).id
    assert soon(lambda: len(features_in(tiles, "monuments", MONUMENT_TILE)) == 1)
    with transaction(drawn) as session:
        session.execute(update(Monument).values(visibility="hidden"))
    assert soon(lambda: features_in(tiles, "monuments", MONUMENT_TILE) == [])
    with transaction(drawn) as session:
        session.execute(update(Monument).values(visibility="public", kind="ensemble"))
    assert soon(
        lambda: (
            [
                (feature.id, feature.properties["kind"])
                for feature in features_in(tiles, "monuments", MONUMENT_TILE)
            ]
            == [(monument, "ensemble")]
        )
    )
    with transaction(drawn) as session:
        session.execute(delete(Monument))
    assert soon(lambda: features_in(tiles, "monuments", MONUMENT_TILE) == [])


def test_uncommitted_write_is_not_seen(tiles: TestClient, drawn: SessionFactory) -> None:
    with drawn() as session:
        add_monument(session, MONUMENT)
        assert features_in(tiles, "monuments", MONUMENT_TILE) == []
        session.rollback()


def test_write_changes_the_tiles_of_its_layer_and_no_other_etag(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    reports = tiles.get(REPORTS_TILE).headers["etag"]
    monuments = tiles.get("/api/tiles/monuments/5/22/10").headers["etag"]
    with transaction(drawn) as session:
        add_monument(session, "POINT(69.3 49.3)")
    changed = "/api/tiles/monuments/5/22/10"
    assert soon(lambda: tiles.get(changed).headers["etag"] != monuments)
    assert tiles.get(REPORTS_TILE).headers["etag"] == reports


def test_bulk_load_is_seen_within_a_second(tiles: TestClient, drawn: SessionFactory) -> None:
    before = tiles.get(REPORTS_TILE).headers["etag"]
    with transaction(drawn) as session:
        session.execute(text("SET LOCAL atlas.bulk = 'on'"))
        session.execute(delete(CitizenReport))
    assert soon(lambda: tiles.get(REPORTS_TILE).headers["etag"] != before)


def test_new_boundaries_are_seen_within_a_second(tiles: TestClient, drawn: SessionFactory) -> None:
    address = "/api/tiles/regions,region_labels/5/22/10"
    before = tiles.get(address).headers["etag"]
    assert tiles.get(f"{REPORTS_TILE}?region={EAST}").status_code == 200
    with transaction(drawn) as session:
        session.execute(update(Region).where(Region.code == EAST).values(code="300000000"))
    assert soon(lambda: tiles.get(address).headers["etag"] != before)
    assert soon(lambda: tiles.get(f"{REPORTS_TILE}?region={EAST}").status_code == 400)


def test_lost_connection_keeps_nothing_stale(tiles: TestClient, drawn: SessionFactory) -> None:
    assert features_in(tiles, "monuments", MONUMENT_TILE) == []
    with transaction(drawn) as session:
        session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        add_monument(session, MONUMENT)
    assert soon(lambda: len(features_in(tiles, "monuments", MONUMENT_TILE)) == 1)
    with transaction(drawn) as session:
        session.execute(delete(Monument))
    assert soon(lambda: features_in(tiles, "monuments", MONUMENT_TILE) == [])
