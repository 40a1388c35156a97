"""Layers, regions and analyses as tables for researchers.

    from analysis.frames import open_atlas
    monuments = open_atlas().layer("monuments", region="610000000")

Everything is read as a stranger may read it: what the atlas seals or generalises stays so here.
"""

import weakref
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from types import TracebackType
from typing import Any, Self

import folium
import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from analysis.columns import column_of, labels_of
from analysis.coverage.coverage import CoverageRequest, coverage
from analysis.preview import preview
from analysis.results import WGS84, Coverage
from analysis.travel.engines import travel_engines
from core.access.caller import STRANGER, Caller
from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from core.errors import NotFoundError
from core.settings import Settings
from core.text import Language, Text
from layers.access import readable
from layers.days import today
from layers.reading.conditions import COUNTRY, in_region
from layers.reading.filters.filter import condition
from layers.regions.region import Region, children, descendants, valid_on
from layers.regions.region import region as unit_of
from layers.registry import Catalogue, load_catalogue

REGION_COLUMNS = (
    "code",
    "parent_code",
    "level",
    "kind",
    "name_kk",
    "name_ru",
    "name_en",
    "area_km2",
    "approximate",
    "boundary_source",
)


class EmptyDatabaseError(NotFoundError):
    """The database that was opened has no tables of the atlas; `value` is its address."""

    phrase = Text(
        "Бұл деректер қорында атлас жоқ: {value}. Алдымен «tuganzher demo load» орындаңыз.",
        "В этой базе нет атласа: {value}. Сначала выполните «tuganzher demo load».",
        "This database holds no atlas: {value}. Run “tuganzher demo load” first.",
    )


class Atlas:
    """The layers and regions of one database, read for one caller."""

    def __init__(
        self,
        engine: Engine,
        catalogue: Catalogue,
        caller: Caller = STRANGER,
        closing: Callable[[], object] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._engine = engine
        self._caller = caller
        self._travel = travel_engines()
        self._closing = weakref.finalize(self, closing or ExitStack().close)

    def layer(
        self,
        layer_id: str,
        region: str = COUNTRY,
        *,
        where: str | None = None,
        labels: Language | None = None,
    ) -> gpd.GeoDataFrame:
        """The features of a layer in a region of any level, EPSG:4326, indexed by id.

        `region` is a KATO code or `KZ`, `where` a CQL2 filter. Coded fields hold codes; with
        `labels` each has a second column `<field>_label` in that language. `.attrs` tells what was
        read and when. Empty, with all columns, where nothing is found. Raises UnknownLayerError,
        UnknownRegionCodeError, and what is wrong with the filter.
        """
        access = readable(self.catalogue.layer(layer_id), self._caller)
        columns = [access.column(field.name).label(field.name) for field in access.fields]
        with Session(self._engine) as session:
            conditions = [in_region(session, access, region)]
            conditions += [condition(access, where)] if where else []
            place = func.ST_AsBinary(access.place)
            key = access.layer.table.id
            chosen = access.select(key, place, *columns).where(*conditions).order_by(key)
            rows = session.execute(chosen).all()
            on = today(session)
        data: dict[str, Any] = {"id": [row[0] for row in rows]}
        for number, field in enumerate(access.fields, start=2):
            found = [row[number] for row in rows]
            data[field.name] = column_of(field, found)
            if labels and field.vocabulary:
                data[f"{field.name}_label"] = labels_of(field, found, labels)
        places = gpd.GeoSeries.from_wkb([bytes(row[1]) for row in rows], crs=WGS84)
        frame = gpd.GeoDataFrame(data, geometry=places).set_index("id")
        frame.attrs.update(layer=layer_id, region=region, where=where, on=on.isoformat())
        return frame

    def regions(self, level: int | None = None, within: str = COUNTRY) -> gpd.GeoDataFrame:
        """The units below a unit, or the country, that are valid today; indexed by KATO code.

        Without a level those directly below; level 1 are oblasts, 2 districts, 3 rural districts.
        EPSG:4326; a unit without a polygon has none here. Raises UnknownRegionError.
        """
        with Session(self._engine) as session:
            on = today(session)
            above = None if within == COUNTRY else unit_of(session, within, on)
            units = (
                children(session, above.code if above else None, on)
                if level is None
                else [unit for unit in _below(session, above, on) if unit.level == level]
            )
            return _frame_of(session, units, on)

    def region(self, code: str) -> gpd.GeoDataFrame:
        """One unit of today, in a table like that of `regions`. Raises UnknownRegionError."""
        with Session(self._engine) as session:
            on = today(session)
            return _frame_of(session, [unit_of(session, code, on)], on)

    def coverage(
        self, layer_id: str, distance_km: float, region: str = COUNTRY, *, where: str | None = None
    ) -> Coverage:
        """The share of settlements with an object of the layer nearby; see `analysis.coverage`.

        Every gap is listed. `table()` and `gaps_table()` of the answer are data frames.
        """
        layer = self.catalogue.layer(layer_id)
        conditions = [condition(readable(layer, self._caller), where)] if where else []
        wish = CoverageRequest(layer, distance_km, region, conditions, where, most_gaps=None)
        with Session(self._engine) as session:
            return coverage(session, self.catalogue, self._caller, wish, self._travel)

    def preview(self, frame: gpd.GeoDataFrame, language: Language = Language.EN) -> folium.Map:
        """A map of a frame in its layer's colours over the regions from which it was read."""
        region = frame.attrs.get("region", COUNTRY)
        layer_id = frame.attrs.get("layer")
        layer = self.catalogue.layer(layer_id) if layer_id else None
        ground = self.regions(within=region)
        if ground.empty:
            ground = self.region(region)
        return preview(frame, ground, layer, language)

    def close(self) -> None:
        """Close the connections, and an embedded database that only we used."""
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_atlas(database_url: str | None = None) -> Atlas:
    """The atlas of a database; without an address that of the settings, or the embedded one.

    It is closed by `close()`, by the end of a `with` block, or when nothing refers to it any more.
    Raises EmptyDatabaseError for a database that was never migrated or made.
    """
    settings = Settings.from_environment()
    with ExitStack() as opening:
        address = database_url or settings.database_url
        if address is None:
            cluster = EmbeddedCluster(settings.data_folder)
            if not cluster.folder.exists():
                raise EmptyDatabaseError(settings.data_folder)
            address = opening.enter_context(cluster.running())
        engine = make_engine(address)
        opening.callback(engine.dispose)
        if not inspect(engine).has_table(Region.__tablename__):
            raise EmptyDatabaseError(engine.url.render_as_string())
        return Atlas(engine, load_catalogue(), closing=opening.pop_all().close)


def _below(session: Session, above: Region | None, on: date) -> Sequence[Region]:
    """Every unit below one, at any depth, or of the whole country."""
    if above is not None:
        return descendants(session, above.code, on)
    return session.scalars(select(Region).where(valid_on(Region, on)).order_by(Region.code)).all()


def _frame_of(session: Session, units: Sequence[Region], on: date) -> gpd.GeoDataFrame:
    data = {name: [getattr(unit, name) for unit in units] for name in REGION_COLUMNS}
    polygons = _polygons(session, units)
    frame = gpd.GeoDataFrame(data, geometry=polygons, crs=WGS84).set_index("code")
    frame.attrs["on"] = on.isoformat()
    return frame


def _polygons(session: Session, units: Sequence[Region]) -> NDArray[np.object_]:
    """The polygon of each unit, None where none is known."""
    ids = [unit.id for unit in units]
    chosen = select(Region.id, func.ST_AsBinary(Region.geom)).where(Region.id.in_(ids))
    found = {row[0]: row[1] and bytes(row[1]) for row in session.execute(chosen)}
    polygons: NDArray[np.object_] = shapely.from_wkb([found[key] for key in ids])
    return polygons
