"""The region tree: units with KATO codes, stored parents, names, polygons and validity in time."""

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
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.database import Base
from core.text import Text
from layers.vocabulary import Vocabulary, term


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
        Geometry("MULTIPOLYGON", srid=4326, spatial_index=False)
    )
    label_point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False)
    )
    label_accuracy_m: Mapped[float | None]
    area_km2: Mapped[float | None]
    boundary_source: Mapped[str | None]
    approximate: Mapped[bool] = mapped_column(server_default="true")
    source: Mapped[str]


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
