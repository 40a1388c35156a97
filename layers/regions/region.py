"""The region tree: units with KATO codes, stored parents, names, polygons and validity in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.database.engine import Base
from core.errors import NotFoundError
from core.text import Text
from layers.model.vocabulary import Vocabulary, term


class Level(IntEnum):
    """The depth of a unit; the country itself has no row."""

    OBLAST = 1
    """Oblasts and cities of republican significance."""
    DISTRICT = 2
    """Districts and city administrations."""
    RURAL_DISTRICT = 3
    """Rural districts, towns, settlement administrations and city districts."""


REGION_KIND = Vocabulary(
    "region_kind",
    Text("Өңір түрі", "Вид региона", "Kind of region"),
    (
        term("oblast", "Облыс", "Область", "Region"),
        term(
            "city_of_republican_significance",
            "Республикалық маңызы бар қала",
            "Город республиканского значения",
            "City of republican significance",
        ),
        term("district", "Аудан", "Район", "District"),
        term(
            "city_administration",
            "Қалалық әкімдік",
            "Городская администрация",
            "City administration",
        ),
        term("rural_district", "Ауылдық округ", "Сельский округ", "Rural district"),
        term("town", "Қала", "Город", "Town"),
        term(
            "settlement_administration",
            "Кенттік әкімдік",
            "Поселковая администрация",
            "Settlement administration",
        ),
        term(
            "village_administration",
            "Ауылдық әкімдік",
            "Сельская администрация",
            "Village administration",
        ),
        term("city_district", "Қаладағы аудан", "Район в городе", "City district"),
    ),
)


class Region(Base):
    """One unit during one period of validity; its code may recur in another period.

    `valid_to` is exclusive, NULL is open. `geom` is EPSG:4326; NULL where no polygon is known.
    `approximate` marks polygons that were built from label points or generalised outlines.
    """

    __tablename__ = "regions"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
        CheckConstraint("(level = 1) = (parent_code IS NULL)", name="parent"),
        CheckConstraint("valid_from < valid_to", name="validity"),
        ExcludeConstraint(
            ("code", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="regions_validity_excl",
        ),
        Index("regions_code_idx", "code"),
        Index("regions_parent_idx", "parent_code", "code"),
        Index("regions_level_idx", "level", "code"),
        Index("regions_geom_gist", "geom", postgresql_using="gist"),
        Index(
            "regions_label_gist",
            text("coalesce(label_point, ST_PointOnSurface(geom))"),
            postgresql_using="gist",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    code: Mapped[str]
    parent_code: Mapped[str | None]
    level: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]
    name_kk: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    iso_code: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    geom: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), deferred=True
    )
    """Loaded only when asked for: a polygon is far larger than the rest of the row."""
    label_point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False)
    )
    label_accuracy_m: Mapped[float | None]
    area_km2: Mapped[float | None]
    boundary_source: Mapped[str | None]
    approximate: Mapped[bool] = mapped_column(server_default="true")
    source: Mapped[str]

    @property
    def name(self) -> Text:
        """The three names as one phrase."""
        return Text(self.name_kk, self.name_ru, self.name_en)


class RegionPart(Base):
    """A small piece of a region's polygon, for fast point-in-region look-ups.

    Code, level and validity repeat the region's, so that the look-up needs no join.
    """

    __tablename__ = "region_parts"
    __table_args__ = (
        Index("region_parts_geom_gist", "geom", postgresql_using="gist"),
        Index("region_parts_region_idx", "region_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"))
    code: Mapped[str]
    level: Mapped[int] = mapped_column(SmallInteger)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POLYGON", srid=4326, spatial_index=False))


def valid_on(
    table: type[Region] | type[RegionPart], on: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """The condition that a region or part is valid on a day."""
    return func.daterange(table.valid_from, table.valid_to).op("@>")(on)


class UnknownRegionError(NotFoundError):
    """No unit has this code on the day asked about."""

    phrase = Text(
        "{on} күні КАТО коды {value} өңір болмаған.",
        "На {on} нет региона с кодом КАТО {value}.",
        "There is no region with the KATO code {value} on {on}.",
    )

    def __init__(self, code: str, on: date) -> None:
        super().__init__(code, field="region", on=on.isoformat())


@dataclass(frozen=True, slots=True)
class RegionChain:
    """The units that hold a place on a day, None where a level has none there.

    `approximate` tells that a polygon on the way was built, not drawn by an authority.
    """

    oblast: Region | None
    district: Region | None
    rural_district: Region | None
    on: date

    @property
    def units(self) -> tuple[Region, ...]:
        """The units from the oblast down."""
        chain = (self.oblast, self.district, self.rural_district)
        return tuple(unit for unit in chain if unit is not None)

    @property
    def outside(self) -> bool:
        """Whether the place lies in no unit: beyond the country's border."""
        return not self.units

    @property
    def approximate(self) -> bool:
        """Whether any of the units has a polygon that is only approximate."""
        return any(unit.approximate for unit in self.units)


REGION_COLUMNS: dict[Level, str] = {
    Level.OBLAST: "oblast_code",
    Level.DISTRICT: "district_code",
    Level.RURAL_DISTRICT: "rural_district_code",
}
"""The column of a feature that holds the code of each level."""


def column_of_level(level: int) -> str:
    """The name of the feature column that holds codes of this level."""
    return REGION_COLUMNS[Level(level)]


def region_of(session: Session, lon: float, lat: float, on: date) -> RegionChain:
    """The chain of units at a place, EPSG:4326, by the boundaries valid on a day.

    The deepest unit that holds the place decides, on a shared border the lowest code; its ancestors
    follow from the stored parents.
    """
    place = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    codes = session.execute(
        select("*").select_from(func.region_chain(place, on).table_valued(*REGION_COLUMNS.values()))
    ).one()
    found = [code for code in codes if code is not None]
    units = session.scalars(select(Region).where(Region.code.in_(found), valid_on(Region, on)))
    by_code = {unit.code: unit for unit in units}
    oblast, district, rural_district = (by_code.get(code) for code in codes)
    return RegionChain(oblast, district, rural_district, on)


def region(session: Session, code: str, on: date) -> Region:
    """The unit with a code on a day. Raises UnknownRegionError."""
    if not (code.isascii() and code.isdigit()):
        raise UnknownRegionError(code, on)
    found = session.scalars(select(Region).where(Region.code == code, valid_on(Region, on))).first()
    if found is None:
        raise UnknownRegionError(code, on)
    return found


def children(session: Session, code: str | None, on: date) -> Sequence[Region]:
    """The units directly under one, by code; the country's oblasts and cities for None."""
    under = Region.parent_code.is_(None) if code is None else Region.parent_code == code
    return session.scalars(
        select(Region).where(under, valid_on(Region, on)).order_by(Region.code)
    ).all()


def descendants(session: Session, code: str, on: date) -> Sequence[Region]:
    """All units below one, at any depth, by level and code."""
    below = select(Region.code).where(Region.parent_code == code, valid_on(Region, on))
    recursive = below.cte(recursive=True)
    next_level = select(Region.code).where(
        Region.parent_code == recursive.c.code, valid_on(Region, on)
    )
    codes = select(recursive.union_all(next_level).c.code)
    return session.scalars(
        select(Region)
        .where(Region.code.in_(codes), valid_on(Region, on))
        .order_by(Region.level, Region.code)
    ).all()
