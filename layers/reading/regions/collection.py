"""The regions in the shape of a layer, so that they are read by all the ways of one."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, MetaData, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.database.engine import Base
from core.text import Text
from layers.access import Readable
from layers.model.feature import described
from layers.model.layer import Access, GeometryKind, Layer, Role, Style
from layers.reading.conditions import holding
from layers.reading.extents import extents
from layers.reading.queries import Box
from layers.regions.generalised import LAST_ZOOM, LEVEL_FROM_ZOOM, RegionGeneralised
from layers.regions.region import REGION_KIND
from layers.registry import Catalogue


class BoundaryDetail(StrEnum):
    """How finely polygons are drawn; the borders that neighbours share are shared in each."""

    OVERVIEW = "overview"
    MEDIUM = "medium"
    FULL = "full"


ZOOMS = {BoundaryDetail.OVERVIEW: 4, BoundaryDetail.MEDIUM: 9}
"""The zoom of whose copies a detail is made, or the first that a level has."""


class RegionUnit(Base):
    """A row of the view `region_units`: one unit in one period; `id` is its code as a number."""

    metadata = MetaData()
    __tablename__ = "region_units"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    region_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    code: Mapped[str] = described(Text("КАТО коды", "Код КАТО", "KATO code"))
    parent_code: Mapped[str | None] = described(
        Text("Жоғары тұрған бірлік", "Вышестоящая единица", "Unit above")
    )
    level: Mapped[int] = described(Text("Деңгейі", "Уровень", "Level"))
    kind: Mapped[str] = described(Text("Түрі", "Вид", "Kind"), vocabulary=REGION_KIND)
    name_kk: Mapped[str] = described(
        Text("Қазақша атауы", "Название на казахском", "Name in Kazakh")
    )
    name_ru: Mapped[str] = described(Text("Орысша атауы", "Название на русском", "Name in Russian"))
    name_en: Mapped[str] = described(
        Text("Ағылшынша атауы", "Название на английском", "Name in English")
    )
    iso_code: Mapped[str | None] = described(Text("ISO 3166-2", "ISO 3166-2", "ISO 3166-2"))
    area_km2: Mapped[float | None] = described(Text("Ауданы", "Площадь", "Area"), unit="km²")
    approximate: Mapped[bool] = described(
        Text("Шекарасы шамамен", "Граница приблизительна", "Boundary is approximate")
    )
    boundary_source: Mapped[str | None] = described(
        Text("Шекараның дереккөзі", "Источник границы", "Source of the boundary")
    )
    valid_from: Mapped[date | None] = described(Text("Қай күннен", "Действует с", "Valid from"))
    valid_to: Mapped[date | None] = described(
        Text("Қай күнге дейін", "Действует до", "Valid until")
    )
    geom: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOLYGON", srid=4326, spatial_index=False)
    )
    oblast_code: Mapped[str] = described(Text("Облыс (КАТО)", "Область (КАТО)", "Oblast (KATO)"))
    district_code: Mapped[str | None] = described(
        Text("Аудан (КАТО)", "Район (КАТО)", "District (KATO)")
    )
    rural_district_code: Mapped[str | None] = described(
        Text("Ауылдық округ (КАТО)", "Сельский округ (КАТО)", "Rural district (KATO)")
    )
    source: Mapped[str] = described(Text("Дереккөз", "Источник", "Source"))
    citation: Mapped[str | None] = described(
        Text("Не негізінде жазылған", "На чём основано", "Based on")
    )
    visibility: Mapped[str] = mapped_column()
    version: Mapped[int] = mapped_column()


REGIONS = Layer(
    id="regions",
    title=Text("Өңірлер", "Регионы", "Regions"),
    title_of_one=Text("Өңір", "Регион", "Region"),
    description=Text(
        "Облыстар, аудандар және ауылдық округтер шекараларымен, КАТО бойынша",
        "Области, районы и сельские округа с границами, по КАТО",
        "Oblasts, districts and rural districts with their boundaries, by KATO",
    ),
    table=RegionUnit,  # type: ignore[arg-type]  # no Feature: nobody writes it, but it is read alike
    geometry=GeometryKind.POLYGON,
    access=Access.of("regions"),
    style=Style(colour="#5b6770", width_px=1),
    role=Role.BOUNDARIES,
    holds_between=("valid_from", "valid_to"),
    searched=False,
    order=0,
)


def collection(catalogue: Catalogue, collection_id: str) -> Layer:
    """The layer, or the regions in the shape of one, to be read. Raises UnknownLayerError."""
    return REGIONS if collection_id == REGIONS.id else catalogue.layer(collection_id)


def drawn_in(access: Readable, detail: BoundaryDetail) -> Readable:
    """The same readable regions, whose items draw their polygons in a detail."""
    if detail is BoundaryDetail.FULL:
        return access
    return replace(access, shown=_copy_for(ZOOMS[detail]))


def count_and_box(session: Session, access: Readable) -> tuple[int, Box | None]:
    """How many units there are today, and the box around all there ever were."""
    today = holding(access, "valid_from", "valid_to", None)
    count = session.scalar(access.select(func.count(RegionUnit.id)).where(today))
    return count or 0, extents(session, [access])[REGIONS.id]


def _copy_for(zoom: int) -> ColumnElement[object]:
    """A unit's polygon simplified for a zoom; its own where there is no copy of it."""
    first = case(LEVEL_FROM_ZOOM, value=RegionUnit.level, else_=LAST_ZOOM)
    copy = select(func.ST_Transform(RegionGeneralised.geom, 4326)).where(
        RegionGeneralised.region_id == RegionUnit.region_id,
        RegionGeneralised.zoom == func.greatest(zoom, first),
        ~func.ST_IsEmpty(RegionGeneralised.geom),
    )
    return func.coalesce(copy.scalar_subquery(), RegionUnit.geom)
