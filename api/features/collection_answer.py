"""A layer as a collection: its declaration, and what it holds."""

from typing import Annotated, Literal

from pydantic import Field

from api.http.answers import Answer, Box, Phrase, RingDeclaration, WebLink
from layers.model.field import FieldType
from layers.model.layer import GeometryKind, Role
from layers.model.shapes import Shape
from layers.model.vocabulary import Tone

Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class FieldDeclaration(Answer):
    """A field of a layer or of its child rows."""

    name: str
    title: Phrase
    type: FieldType
    vocabulary: str | None
    """The id of the list of its codes."""
    required: bool
    unit: str | None
    unit_by: str | None
    """The coded field of the same row whose term tells the unit."""
    written_by_atlas: bool
    """Whether it cannot be set from outside."""
    least: float | None
    most: float | None
    past: bool
    """Whether it is never a time to come."""


class TermDeclaration(Answer):
    """A code and what it means."""

    code: str
    title: Phrase
    tone: Tone | None
    unit: str | None
    """What an amount of it counts, where a field is told by it."""


class VocabularyDeclaration(Answer):
    """A list of codes."""

    title: Phrase
    terms: list[TermDeclaration]


class MoveRequirement(Answer):
    """What a move demands."""

    id: str
    phrase: Phrase


class MoveDeclaration(Answer):
    """A move from one state to the next."""

    id: str
    title: Phrase
    sources: list[str]
    """The states from which it leads."""
    target: str
    permission: str
    rule: Phrase | None
    """What is asked of the row beyond the permission."""
    demands: list[MoveRequirement]
    writes: list[str]
    """The fields that its facts fill."""


class FlowDeclaration(Answer):
    """How the features of a layer go from state to state."""

    initial: str
    states: str
    """The id of the list of states."""
    moves: list[MoveDeclaration]


class ChildDeclaration(Answer):
    """A series of rows that hang on a feature, such as inspections."""

    id: str
    title: Phrase
    append_only: bool
    fields: list[FieldDeclaration]


class StyleDeclaration(Answer):
    """How a layer is drawn."""

    colour: str
    colour_on_dark: str
    """The same for a dark page."""
    colour_by: str | None
    """The coded field whose tones colour it."""
    state_by: str | None
    """The coded field that tells how an object stands: that of its colour, else its state."""
    shape: Shape
    """The outline of its points."""
    ring: RingDeclaration | None
    radius_px: float
    width_px: float
    shown_at_start: bool


class SpatialExtent(Answer):
    """The box around the features."""

    bbox: Annotated[list[Box], Field(min_length=1)]


class Extent(Answer):
    """Where the features lie; empty for a layer without any."""

    spatial: SpatialExtent | None = None


class Collection(Answer):
    """A layer: its declaration as the caller may know it, and what it holds."""

    id: str
    title: str
    """In the caller's language."""
    titles: Phrase
    title_of_one: Phrase
    description: str
    descriptions: Phrase
    role: Role
    order: int
    item_type: Literal["feature"] = Field(alias="itemType")
    geometry: GeometryKind
    extent: Extent
    count: int
    style: StyleDeclaration
    fields: list[FieldDeclaration]
    vocabularies: dict[str, VocabularyDeclaration]
    flow: FlowDeclaration | None
    children: list[ChildDeclaration]
    summary_fields: list[str]
    """The fields by which summaries count."""
    time_field: str | None
    """The field by whose time features are filtered."""
    due_field: str | None
    """The field that says until when an object is to be solved."""
    named_by: str | None
    """The coded field whose label stands in for a missing name."""
    destination: bool
    """Whether people travel to its features, so that a trip is planned of them."""
    crs: list[Url]
    storage_crs: Url = Field(alias="storageCrs")
    links: list[WebLink]


class Collections(Answer):
    """The layers of the atlas."""

    collections: list[Collection]
    number_matched: int = Field(alias="numberMatched")
    number_returned: int = Field(alias="numberReturned")
    links: list[WebLink]
