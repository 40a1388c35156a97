"""The raster of regions agrees with the database's region_chain to the last point."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.regions.attribution import refresh_parts
from layers.regions.raster import boundaries_now, region_raster
from tests.world.drawing import draw_country

CHAINS = text(
    "SELECT chain.* FROM unnest(CAST(:lon AS float8[]), CAST(:lat AS float8[]))"
    " WITH ORDINALITY AS place (lon, lat, number)"
    " CROSS JOIN LATERAL region_chain("
    " ST_SetSRID(ST_MakePoint(place.lon, place.lat), 4326), atlas_today()) AS chain"
    " ORDER BY place.number"
)
PARTS = text("SELECT ST_AsBinary(geom) FROM region_parts ORDER BY id LIMIT 250")


def assert_agree(
    session: Session, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> Sequence[tuple[object, ...]]:
    raster = region_raster(session)
    assert raster is not None
    codes = raster.codes_of(lon, lat)
    found = list(zip(codes.oblast, codes.district, codes.rural_district, strict=True))
    told = session.execute(CHAINS, {"lon": lon.tolist(), "lat": lat.tolist()}).all()
    assert found == [tuple(row) for row in told]
    assert codes.outside.tolist() == [row[0] is None for row in told]
    return found


def test_every_point_of_a_drawn_country_agrees_also_on_borders_and_corners(
    session: Session,
) -> None:
    draw_country(session)
    lon, lat = (each.ravel() for each in np.meshgrid(
        np.arange(65.5, 76, 0.1), np.arange(47.5, 52.6, 0.1)
    ))  # fmt: skip
    borders = [(67.5, 50.0), (69.0, 50.0), (69.0, 51.3), (66.0, 48.0), (72.0, 52.0), (75.2, 50.1)]
    lon = np.concatenate([lon, [each for each, _ in borders]])
    lat = np.concatenate([lat, [each for _, each in borders]])
    found = assert_agree(session, lon, lat)
    assert len(set(found)) > 8


def test_atlas_agrees_on_scattered_points_and_on_corners_of_units(atlas_session: Session) -> None:
    chance = np.random.default_rng(7)
    pieces = shapely.from_wkb(atlas_session.scalars(PARTS).all())
    corners = shapely.get_coordinates(pieces)[:3_000]
    near = corners + chance.uniform(-1e-9, 1e-9, corners.shape)
    lon = np.concatenate([chance.uniform(46, 88, 6_000), corners[:, 0], near[:, 0]])
    lat = np.concatenate([chance.uniform(40, 56, 6_000), corners[:, 1], near[:, 1]])
    assert_agree(atlas_session, lon, lat)


def test_places_that_are_no_numbers_lie_in_no_region(session: Session) -> None:
    draw_country(session)
    raster = region_raster(session)
    assert raster is not None
    codes = raster.codes_of(np.array([np.nan, 400.0]), np.array([51.0, np.nan]))
    assert codes.outside.tolist() == [True, True]


def test_without_regions_there_is_no_raster(session: Session) -> None:
    assert region_raster(session) is None


def test_boundaries_that_were_cut_anew_are_other_ones(session: Session) -> None:
    draw_country(session)
    before = boundaries_now(session)
    assert boundaries_now(session) == before
    refresh_parts(session)
    assert boundaries_now(session) != before
