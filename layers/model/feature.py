"""The columns that every layer's rows share."""

from datetime import datetime
from typing import Any, ClassVar

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from core.database.engine import Base
from core.media.media_item import MediaItem
from core.text import Text
from layers.model.field import Description
from layers.model.vocabulary import Vocabulary, term

VISIBILITY = Vocabulary(
    "visibility",
    Text("Көрінуі", "Видимость", "Visibility"),
    (
        term("public", "Ашық", "Открыто", "Public"),
        term("pending", "Тексерілуде", "На проверке", "Under review"),
        term("hidden", "Жасырын", "Скрыто", "Hidden"),
    ),
)

POINT_MEANING = Vocabulary(
    "point_meaning",
    Text("Нүкте нені білдіреді", "Что означает точка", "What the point means"),
    (
        term("centre", "Нысанның ортасы", "Центр объекта", "Centre of the object"),
        term("access", "Кіреберіс", "Подход к объекту", "Point of access"),
        term("perimeter", "Шекара нүктесі", "Точка периметра", "Point of the perimeter"),
    ),
)


def described(  # noqa: PLR0913 - each keyword is one thing that a field may say of itself
    title: Text,
    *,
    vocabulary: Vocabulary | None = None,
    unit: str | None = None,
    unit_by: str | None = None,
    sealed: bool = False,
    written_by_atlas: bool = False,
    least: float | None = None,
    most: float | None = None,
    past: bool = False,
    constraints: tuple[SchemaItem, ...] = (),
    **column: Any,  # noqa: ANN401 - passed through to mapped_column
) -> MappedColumn[Any]:
    """A mapped column that carries its title and rules; the annotation gives its type.

    `constraints` are the column's ForeignKey or Computed clauses.
    """
    description = Description(
        title,
        vocabulary,
        unit,
        sealed,
        written_by_atlas,
        least=least,
        most=most,
        past=past,
        unit_by=unit_by,
    )
    return mapped_column(*constraints, info={"described": description}, **column)


def media_item(title: Text, *, sealed: bool = False) -> MappedColumn[Any]:
    """A mapped column of a child row that names a media item, such as the scan of an act."""
    description = Description(title, sealed=sealed, is_media=True)
    return mapped_column(ForeignKey(MediaItem.code), info={"described": description})


class Feature(Base):
    """Base of a layer's table: identity, names, place, regions, source, version.

    `geom` is EPSG:4326. The database sets the region codes, `outside`, `version` and
    `updated_at` on every write; `outside` is true where no region holds the place.
    """

    __abstract__ = True

    declared_by: ClassVar[object] = None
    """The layer that declares the table, set by the declaration itself."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-90)
    name_kk: Mapped[str | None] = described(
        Text("Қазақша атауы", "Название на казахском", "Name in Kazakh"), sort_order=-80
    )
    name_ru: Mapped[str | None] = described(
        Text("Орысша атауы", "Название на русском", "Name in Russian"), sort_order=-79
    )
    name_en: Mapped[str | None] = described(
        Text("Ағылшынша атауы", "Название на английском", "Name in English"), sort_order=-78
    )
    geom: Mapped[WKBElement] = mapped_column(
        Geometry("GEOMETRY", srid=4326, spatial_index=False), sort_order=80
    )
    oblast_code: Mapped[str | None] = described(
        Text("Облыс (КАТО)", "Область (КАТО)", "Oblast (KATO)"),
        written_by_atlas=True,
        sort_order=81,
    )
    district_code: Mapped[str | None] = described(
        Text("Аудан (КАТО)", "Район (КАТО)", "District (KATO)"),
        written_by_atlas=True,
        sort_order=82,
    )
    rural_district_code: Mapped[str | None] = described(
        Text("Ауылдық округ (КАТО)", "Сельский округ (КАТО)", "Rural district (KATO)"),
        written_by_atlas=True,
        sort_order=83,
    )
    outside: Mapped[bool] = described(
        Text("Ел аумағынан тыс", "За пределами страны", "Outside the country"),
        written_by_atlas=True,
        server_default="false",
        sort_order=84,
    )
    author_id: Mapped[int | None] = mapped_column(sort_order=84)
    """The user who made the row; no answer, file or history tells it."""
    source: Mapped[str] = described(
        Text("Дереккөз", "Источник", "Source"), server_default="atlas", sort_order=85
    )
    source_key: Mapped[str | None] = described(
        Text("Дереккөздегі кілт", "Ключ в источнике", "Key in the source"), sort_order=86
    )
    citation: Mapped[str | None] = described(
        Text("Не негізінде жазылған", "На чём основано", "Based on"), sort_order=86
    )
    """As it was recorded, in whatever language; the next three tell the same to a reader."""
    citation_kk: Mapped[str | None] = described(
        Text(
            "Не негізінде жазылған (қазақша)",
            "На чём основано (на казахском)",
            "Based on (in Kazakh)",
        ),
        sort_order=86,
    )
    citation_ru: Mapped[str | None] = described(
        Text(
            "Не негізінде жазылған (орысша)",
            "На чём основано (на русском)",
            "Based on (in Russian)",
        ),
        sort_order=86,
    )
    citation_en: Mapped[str | None] = described(
        Text(
            "Не негізінде жазылған (ағылшынша)",
            "На чём основано (на английском)",
            "Based on (in English)",
        ),
        sort_order=86,
    )
    synthetic: Mapped[bool] = described(
        Text("Жасанды дерек (сынақ үшін)", "Синтетические данные", "Synthetic data"),
        server_default="false",
        sort_order=87,
    )
    visibility: Mapped[str] = described(
        Text("Көрінуі", "Видимость", "Visibility"),
        vocabulary=VISIBILITY,
        server_default="public",
        sort_order=88,
    )
    version: Mapped[int] = described(
        Text("Нұсқа", "Версия", "Version"),
        written_by_atlas=True,
        server_default="1",
        sort_order=89,
    )
    created_at: Mapped[datetime] = described(
        Text("Енгізілген уақыты", "Создано", "Created"),
        written_by_atlas=True,
        server_default=func.now(),
        sort_order=90,
    )
    updated_at: Mapped[datetime] = described(
        Text("Өзгертілген уақыты", "Изменено", "Updated"),
        written_by_atlas=True,
        server_default=func.now(),
        sort_order=91,
    )

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """The indexes of a region query and of the map, and the key of idempotent loading."""
        place = "public_geom" if issubclass(cls, Sensitive) else "geom"
        table = cls.__tablename__
        return (
            UniqueConstraint("source", "source_key"),
            Index(f"{table}_{place}_gist", place, postgresql_using="gist"),
            Index(f"{table}_oblast_idx", "oblast_code", "id"),
            Index(f"{table}_district_idx", "district_code", "id"),
            Index(f"{table}_rural_district_idx", "rural_district_code", "id"),
        )


class Sensitive:
    """Mixin of a layer whose rows may hide their exact place.

    The database fills `public_geom`: the place itself, or, where `sensitive` is true, the centre
    of its 0.1° cell. Whoever lacks the permission sees only `public_geom`, on every surface.
    """

    sensitive: Mapped[bool] = described(
        Text("Орны құпия", "Место скрыто", "Exact place hidden"),
        server_default="false",
        sort_order=70,
    )
    public_geom: Mapped[WKBElement | None] = mapped_column(
        Geometry("GEOMETRY", srid=4326, spatial_index=False), sort_order=80
    )


SENSITIVE_BY_LINK = Text(
    "Байланысы арқылы құпия", "Скрыто по связи", "Hidden because of what it is tied to"
)
PLACE_RELEASED = Text(
    "Байланысқа қарамастан орны ашық",
    "Место открыто вопреки связи",
    "Place shown in spite of what it is tied to",
)


class Tied:
    """Mixin of a sensitive layer whose features are tied to others.

    The database sets `sensitive` and `sensitive_by_link` where the other end is sensitive, unless
    `place_released` says otherwise.
    """

    sensitive_by_link: Mapped[bool] = described(
        SENSITIVE_BY_LINK, written_by_atlas=True, server_default="false", sort_order=70
    )
    place_released: Mapped[bool] = described(PLACE_RELEASED, server_default="false", sort_order=70)


class TiedRow:
    """Mixin of a child series with places, whose rows are tied to features; like `Tied`."""

    sensitive: Mapped[bool] = described(
        Text("Орны құпия", "Место скрыто", "Exact place hidden"),
        server_default="false",
        sort_order=70,
    )
    sensitive_by_link: Mapped[bool] = described(
        SENSITIVE_BY_LINK, written_by_atlas=True, server_default="false", sort_order=70
    )
    place_released: Mapped[bool] = described(PLACE_RELEASED, server_default="false", sort_order=70)


class ChildPlaces:
    """Mixin of a sensitive layer of lines whose child rows may have sensitive places.

    The database keeps `hidden_places`, around which the public line is cut out.
    """

    hidden_places: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOINT", srid=4326, spatial_index=False), sort_order=80
    )


class Summarised:
    """Mixin of a layer whose features are told about in a sentence, in each language."""

    summary_kk: Mapped[str | None] = described(
        Text("Сипаттамасы (қазақша)", "Описание (на казахском)", "Summary (in Kazakh)"),
        sort_order=60,
    )
    summary_ru: Mapped[str | None] = described(
        Text("Сипаттамасы (орысша)", "Описание (на русском)", "Summary (in Russian)"),
        sort_order=60,
    )
    summary_en: Mapped[str | None] = described(
        Text("Сипаттамасы (ағылшынша)", "Описание (на английском)", "Summary (in English)"),
        sort_order=60,
    )


class Passing:
    """Mixin of a layer whose features cross regions: `passes_codes` holds every unit touched.

    The three region codes are those of the feature's first point, so counts add up.
    """

    passes_codes: Mapped[list[str]] = described(
        Text("Өтетін өңірлері", "Проходит через регионы", "Regions it passes"),
        written_by_atlas=True,
        server_default="{}",
        sort_order=84,
    )


class Provenance:
    """Mixin of a layer that keeps how a place became known."""

    accuracy_m: Mapped[float | None] = described(
        Text("Орнының дәлдігі", "Точность места", "Accuracy of the place"),
        unit="m",
        least=0,
        sort_order=71,
    )
    point_meaning: Mapped[str | None] = described(
        Text("Нүкте нені білдіреді", "Что означает точка", "What the point means"),
        vocabulary=POINT_MEANING,
        sort_order=72,
    )
    original_coordinates: Mapped[str | None] = described(
        Text("Құжаттағы координаттар", "Координаты в документе", "Coordinates as written"),
        sealed=True,
        sort_order=73,
    )
    original_crs: Mapped[str | None] = described(
        Text("Құжаттағы координат жүйесі", "Система координат документа", "CRS as written"),
        sort_order=74,
    )
    transformation: Mapped[str | None] = described(
        Text("Қолданылған түрлендіру", "Применённое преобразование", "Transformation used"),
        sort_order=75,
    )
    transformation_accuracy_m: Mapped[float | None] = described(
        Text("Түрлендіру дәлдігі", "Точность преобразования", "Accuracy of the transformation"),
        unit="m",
        sort_order=76,
    )


NO_FILE = Text(
    "Бұрынғы белгі (файл жоқ)", "Прежняя пометка (файла нет)", "Former mark (there is no file)"
)
"""Of a text that once stood for a file: none was ever there."""


class ChildRow(Base):
    """Base of rows that hang on a feature; the class names its parent table in `parent`."""

    __abstract__ = True

    parent: ClassVar[str]

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-90)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)

    @declared_attr
    def feature_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it on the class
        """The feature on which the row hangs."""
        return mapped_column(
            ForeignKey(f"{cls.parent}.id", ondelete="CASCADE"), index=True, sort_order=-89
        )
