"""Layers and regions as tables for researchers."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from shapely import Point

from analysis.frames import Atlas, EmptyDatabaseError, open_atlas
from api.migration.migrate import migrate
from core.database.engine import make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.errors import InvalidValueError
from core.text import Language
from layers.reading.conditions import UnknownRegionCodeError
from layers.regions.region import UnknownRegionError
from layers.registry import Catalogue, UnknownLayerError
from tests.world.drawing import draw_country
from tests.world.objects import add_monument
from tests.world.units import WEST

TURKISTAN = "610000000"


@pytest.fixture
def atlas(atlas_database: str) -> Iterator[Atlas]:
    """The atlas with the starter data."""
    with open_atlas(atlas_database) as atlas:
        yield atlas


@pytest.fixture
def drawn(committed_database: str, catalogue: Catalogue) -> Iterator[Atlas]:
    """The drawn country with an open, a hidden and a sensitive monument."""
    engine = make_engine(committed_database)
    with transaction(make_sessions(engine)) as session:
        draw_country(session)
        add_monument(session, Point(67, 51), name_en="Open")
        add_monument(session, Point(67, 51), name_en="Hidden", visibility="hidden")
        add_monument(session, Point(67.01, 51.02), name_en="Sensitive", sensitive=True)
    yield Atlas(engine, catalogue)
    engine.dispose()


def test_layer_of_a_region_comes_in_two_lines(atlas: Atlas) -> None:
    monuments = atlas.layer("monuments", region=TURKISTAN)
    assert 0 < len(monuments) < len(atlas.layer("monuments"))
    assert monuments.crs == "EPSG:4326"
    assert (monuments["oblast_code"] == TURKISTAN).all()
    oblast = atlas.region(TURKISTAN).geometry.iloc[0]
    assert monuments.geometry.within(oblast).all()


def test_frame_tells_what_was_read_and_when(atlas: Atlas) -> None:
    frame = atlas.layer("tourist_routes", where="difficulty = 'easy'")
    on = frame.attrs.pop("on")
    assert frame.attrs == {
        "layer": "tourist_routes",
        "region": "KZ",
        "where": "difficulty = 'easy'",
    }
    assert pd.Timestamp(on).year >= 2026
    assert set(frame["difficulty"]) == {"easy"}


def test_labels_stand_beside_the_codes_where_they_are_asked_for(atlas: Atlas) -> None:
    plain = atlas.layer("monuments", TURKISTAN)
    labelled = atlas.layer("monuments", TURKISTAN, labels=Language.RU)
    assert "kind_label" not in plain
    assert labelled["kind"].tolist() == plain["kind"].tolist()
    assert "Градостроительство и архитектура" in set(labelled["kind_label"])
    assert "Общенациональный" in set(labelled["sacred_level_label"])


def test_nothing_found_is_an_empty_frame_with_all_columns(drawn: Atlas) -> None:
    full, empty = (drawn.layer("monuments", where=f"name_en = '{n}'") for n in ("Open", "None"))
    assert len(full) == 1
    assert empty.empty
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.crs == full.crs


def test_sealed_fields_and_hidden_rows_are_in_no_frame(drawn: Atlas) -> None:
    assert set(drawn.layer("monuments")["name_en"]) == {"Open", "Sensitive"}
    assert "original_coordinates" not in drawn.layer("monuments")
    assert "author_contact" not in drawn.layer("citizen_reports")


def test_sensitive_object_is_drawn_at_its_public_place(drawn: Atlas) -> None:
    frame = drawn.layer("monuments", where="name_en = 'Sensitive'")
    assert (frame.geometry.x.item(), frame.geometry.y.item()) == pytest.approx((67.05, 51.05))


def test_unknown_layer_region_and_field_are_named(atlas: Atlas) -> None:
    with pytest.raises(UnknownLayerError, match="palaces"):
        atlas.layer("palaces")
    with pytest.raises(UnknownRegionCodeError, match="999999999"):
        atlas.layer("monuments", "999999999")
    with pytest.raises(UnknownRegionError, match="999999999"):
        atlas.regions(within="999999999")
    with pytest.raises(Exception, match="colour"):
        atlas.layer("monuments", where="colour = 'red'")


def test_country_has_twenty_units_and_turkistan_its_districts(atlas: Atlas) -> None:
    assert len(atlas.regions()) == 20
    districts = atlas.regions(within=TURKISTAN)
    assert set(districts["level"]) == {2}
    assert set(districts["parent_code"]) == {TURKISTAN}
    assert districts.geometry.notna().all()


def test_units_of_a_deeper_level_are_found_below_a_unit(drawn: Atlas) -> None:
    assert len(drawn.regions(level=3)) == 10
    assert drawn.regions(level=3, within=WEST).index.str.startswith("10").all()
    assert len(drawn.regions(level=3, within=WEST)) == 4


def test_coverage_is_the_same_as_that_of_the_map_and_lists_every_gap(drawn: Atlas) -> None:
    found = drawn.coverage("monuments", 1, WEST)
    assert found.total.covered == 1
    gaps = found.gaps_table(Language.RU)
    assert gaps["name"].tolist() == ["Шет", "Каинды", "Кольды"]
    assert gaps["nearest_m"].is_monotonic_decreasing
    assert gaps.crs == "EPSG:4326"
    assert gaps.attrs["method"]["limit"] == 1000


def test_coverage_by_chosen_objects_only(drawn: Atlas) -> None:
    assert drawn.coverage("monuments", 1, where="name_en = 'None'").total.covered == 0


def test_distance_out_of_range_is_refused(drawn: Atlas) -> None:
    with pytest.raises(InvalidValueError, match="distance_km"):
        drawn.coverage("monuments", 0)


def test_database_without_tables_is_told_from_an_empty_layer(empty_database: str) -> None:
    with pytest.raises(EmptyDatabaseError, match="demo load"):
        open_atlas(empty_database)


def test_embedded_database_that_was_never_made_is_not_made_by_looking_for_it(
    reachable_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ATLAS_DATA", str(reachable_folder))
    with pytest.raises(EmptyDatabaseError, match=str(reachable_folder)):
        open_atlas()
    assert not (reachable_folder / "postgres").exists()


def test_embedded_database_is_stopped_when_the_atlas_is_closed(
    reachable_folder: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ATLAS_DATA", str(reachable_folder))
    cluster = EmbeddedCluster(reachable_folder, {"fsync": "off"})
    with cluster.running() as url:
        engine = make_engine(url)
        migrate(engine, catalogue)
        engine.dispose()
    with open_atlas() as atlas:
        assert atlas.layer("monuments").empty
        assert cluster.is_running
    assert not cluster.is_running


def test_address_is_that_of_the_settings_where_none_is_given(
    atlas_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", atlas_database)
    with open_atlas() as atlas:
        assert len(atlas.regions()) == 20
