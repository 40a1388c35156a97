"""What a layer declares: everything else in the atlas follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from core.errors import NotFoundError
from core.text import Text
from layers.model.feature import ChildRow, Feature
from layers.model.field import Field, FieldType, fields_of
from layers.model.flow import Flow
from layers.model.links import Link
from layers.model.shapes import Shape

Values = Mapping[str, Any]
"""Column values of one row by name."""


class GeometryKind(StrEnum):
    """The geometries that a layer holds, EPSG:4326."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    POINT_OR_POLYGON = "point_or_polygon"


class Role(StrEnum):
    """Whether a layer is a subject of the atlas, gives its map context, or divides the land."""

    THEME = "theme"
    CONTEXT = "context"
    BOUNDARIES = "boundaries"


@dataclass(frozen=True, slots=True, eq=False)
class Child:
    """Rows that hang on a feature, such as inspections; `append_only` rows are never edited.

    `place` names the columns of longitude and latitude, EPSG:4326, of rows with a place.
    `import_names` are column names met in officers' files, by field, and `import_defaults` what
    a record is given that a file tells without those fields.
    """

    id: str
    title: Text
    table: type[ChildRow]
    append_only: bool = False
    public: bool = True
    links: tuple[Link, ...] = ()
    place: tuple[str, str] | None = None
    import_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    import_defaults: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Latest:
    """Columns of a feature that repeat the newest row of a child series; empty without any.

    `copies` maps feature columns to child columns; `newest_by` are the child columns that
    order the series, newest last; of a coded one the first term wins. The database keeps them true.
    """

    child: str
    newest_by: tuple[str, ...]
    copies: dict[str, str]


@dataclass(frozen=True, slots=True)
class TileRule:
    """How a layer enters vector tiles.

    `fields` ride on each feature; below zoom `counts_below` points are counted per grid cell.
    """

    fields: tuple[str, ...] = ()
    min_zoom: int = 0
    max_zoom: int = 16
    counts_below: int | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """A line of a colour around the objects of which a field says something, and what it means."""

    field: str
    colour: str
    title: Text


@dataclass(frozen=True, slots=True)
class Style:
    """How a layer is drawn: its own colour, or the tone of a coded field's term.

    `shape` is that of its points, by which they are known without colour.
    """

    colour: str
    colour_by: str | None = None
    shape: Shape = Shape.SQUARE
    ring: Ring | None = None
    radius_px: float = 5.0
    width_px: float = 2.0
    shown_at_start: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    """By which words grants on a layer are given; reading public rows needs none.

    `territory` names the column with the KATO code of the unit to which a row belongs, such as
    that of the akimat which is to answer; without one a row belongs to where it lies. The database
    fills it with the first of the columns `territory_from` that has a code, and follows them as
    long as nobody has set another one.
    """

    room: str
    territory: str | None = None
    territory_from: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, layer_id: str, territory: str | None = None, *, territory_from: tuple[str, ...] = ()
    ) -> "Access":
        """The usual words, named after the layer."""
        return cls(layer_id, territory, territory_from)


@dataclass(frozen=True, slots=True)
class Matching:
    """How a row of a file is recognised as an object that the layer already has.

    Objects of one name are looked for within `within_m` metres; `kind` is a coded field in which
    they should agree, `number` a field that a register gives each object once.
    """

    within_m: float
    kind: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """Columns of a new row that are worked out from its values, such as a deadline.

    `of` gives the `columns`; it looks at no value but the `inputs`, and of a time only at the day.
    It gets the present day too.
    """

    columns: tuple[str, ...]
    inputs: tuple[str, ...]
    of: Callable[[Values, date], Values]

    def __call__(self, values: Values, today: date) -> Values:
        """The columns of one row."""
        return self.of(values, today)


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when rows are to be solved; see `layers.deadlines`.

    `due` and `solved_on` are columns of days; `solved`, `unsolved` and `uncounted` are states, the
    last of rows that count neither as on time nor as late.
    """

    due: str
    solved_on: str
    solved: tuple[str, ...]
    unsolved: tuple[str, ...]
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Layer:
    """The declaration of one spatial layer; there is one of each, which is equal to itself."""

    id: str
    title: Text
    title_of_one: Text
    description: Text
    table: type[Feature]
    geometry: GeometryKind
    access: Access
    style: Style
    tile: TileRule = TileRule()
    flow: Flow | None = None
    children: tuple[Child, ...] = ()
    latest: tuple[Latest, ...] = ()
    summary_fields: tuple[str, ...] = ()
    """Coded fields by which summaries count, the state first."""
    time_field: str | None = None
    """The date or time to which `datetime` queries refer."""
    holds_between: tuple[str, str] | None = None
    """The days from which and until which (exclusive) a row holds; NULL is open.

    Then `datetime` finds the newest row of an id that holds in a period, today's without it.
    """
    named_by: str | None = None
    """The coded field whose label stands in for a missing name."""
    derive: Derivation | None = None
    """Columns worked out from the given values of a new row."""
    deadline: Deadline | None = None
    in_order: tuple[tuple[str, str], ...] = ()
    """Pairs of fields of which the first is never greater than the second."""
    import_names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Column names met in officers' files, by field."""
    matching: Matching | None = None
    """How rows are recognised as objects that are there already; None where names tell nothing."""
    role: Role = Role.THEME
    searched: bool = True
    """Whether its names enter the search index."""
    search_weight: float = 1.0
    """Above 1 for what most people look for."""
    search_boosts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Factors on the weight by a coded field's term, such as more for a city than for a village."""
    links: tuple[Link, ...] = ()
    """What its features point to in other layers."""
    inhabited: bool = False
    """Whether its features are the places where people live, whose coverage is measured."""
    destination: bool = False
    """Whether people travel to its features, so that a trip is planned of them."""
    order: int = 100
    """Place in legends and lists."""

    def __post_init__(self) -> None:
        self.table.declared_by = self

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The described columns of its table, in the order of declaration."""
        return fields_of(self.table)

    def field(self, name: str) -> Field:
        """One field by name. Raises UnknownFieldError."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise UnknownFieldError(name, layer=self.id)

    @cached_property
    def colour_field(self) -> Field | None:
        """The coded field whose terms colour its objects; None where its own colour does."""
        return self._open_code(self.style.colour_by)

    @cached_property
    def state_field(self) -> Field | None:
        """The coded field that tells how an object stands: that of its colour, else its state.

        Objects close together are counted by it.
        """
        return self.colour_field or self._open_code("state" if self.flow else None)

    def _open_code(self, name: str | None) -> Field | None:
        """The field of one code by name, where everyone may read it."""
        of_name = (each for each in self.fields if each.name == name)
        return next((f for f in of_name if f.type is FieldType.CODE and not f.sealed), None)

    def child(self, child_id: str) -> Child:
        """One child series by id. Raises UnknownChildError."""
        for candidate in self.children:
            if candidate.id == child_id:
                return candidate
        raise UnknownChildError(child_id, layer=self.id)

    @property
    def is_sensitive(self) -> bool:
        """Whether single rows may hide their exact place."""
        return "public_geom" in self.table.__table__.columns

    @property
    def is_tied(self) -> bool:
        """Whether its features become sensitive by what they are tied to."""
        return "sensitive_by_link" in self.table.__table__.columns

    @property
    def hides_child_places(self) -> bool:
        """Whether its shape is cut out around the sensitive places of its child rows."""
        return "hidden_places" in self.table.__table__.columns

    @property
    def is_located_by_passing(self) -> bool:
        """Whether a feature may lie in several regions, as a route does."""
        return "passes_codes" in self.table.__table__.columns


class UnknownFieldError(NotFoundError):
    """A layer has no such field, or the caller may not know that it has."""

    phrase = Text(
        "«{layer}» қабатында «{value}» өрісі жоқ.",
        "В слое «{layer}» нет поля «{value}».",
        "The layer “{layer}” has no field “{value}”.",
    )

    def __init__(self, name: str, *, layer: str) -> None:
        super().__init__(name, field=name, layer=layer)


class UnknownChildError(UnknownFieldError):
    """A layer's features have no such series of records."""

    phrase = Text(
        "«{layer}» қабатының нысандарында «{value}» жазбалары болмайды.",
        "У объектов слоя «{layer}» нет записей «{value}».",
        "Features of the layer “{layer}” have no records called “{value}”.",
    )
