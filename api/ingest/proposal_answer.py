"""What a file would come to in a layer, as a person is asked to confirm it."""

from typing import Annotated, Literal

from pydantic import Field

from api.http.answers import Answer, Phrase
from api.http.geojson import Point
from api.ingest.problem_answer import ProposedProblem
from geo.crs.detection import Certainty
from ingest.location.placing.system_choice import ChosenFrom
from ingest.mapping.column_evidence import ColumnBy
from ingest.mapping.term_mapping import TermBy

Count = Annotated[int, Field(ge=0)]


class ProposedFile(Answer):
    """The file that was looked at."""

    name: str
    bytes: int


class OtherField(Answer):
    """Another field that a column may fill."""

    field: str
    score: float


class ProposedColumn(Answer):
    """A column of the file, and the field that it fills."""

    column: str
    sample: list[str]
    """Its first different values."""
    filled: Count
    """The rows in which it is not empty."""
    field: str | None
    how: ColumnBy | None
    score: float | None
    others: list[OtherField]


class TargetField(Answer):
    """What a column may fill."""

    name: str
    title: Phrase
    required: bool
    type: str
    """A type of field, or `place` for a part of the place."""


class ProposedTerm(Answer):
    """A value of the file and the code that it means."""

    value: str
    rows: Count
    code: str | None
    how: TermBy | None
    suggestion: str | None
    """A code that may be meant."""


class FieldTerms(Answer):
    """The values of one coded field, those to be looked at first."""

    field: str
    column: str | None
    values: list[ProposedTerm]


class SystemCandidate(Answer):
    """A reference system, or a family of them, that the numbers may be in."""

    code: str
    title: Phrase
    rows: Count
    share: float
    """Of the rows, 0-1."""
    median_distance_m: float | None


class ChosenSystem(Answer):
    """The reference system in which places are read."""

    from_: ChosenFrom | None = Field(alias="from")
    code: str | None
    title: Phrase | None
    certainty: Certainty | None
    operation: str | None
    """The operation that leads to WGS 84."""
    accuracy_m: float | None
    systems: list[str] = Field(default=[], description="The codes of those that were detected.")
    candidates: list[SystemCandidate]


class ProposedKey(Answer):
    """The column that numbers the rows, and those that could."""

    column: str | None
    proposed: list[str]


class ProposedCounts(Answer):
    """What the rows would come to."""

    good: Count
    waiting: Count
    rejected: Count


class PreviewRow(Answer):
    """The row that a point is of."""

    row: int
    name: str | None
    outcome: Literal["good", "waiting", "rejected"]


class PreviewFeature(Answer):
    """A point on a row's place, or a place that the row may mean."""

    type: Literal["Feature"]
    geometry: Point
    properties: PreviewRow


class Preview(Answer):
    """Some of the rows on a map, EPSG:4326."""

    type: Literal["FeatureCollection"]
    features: list[PreviewFeature]


class Proposal(Answer):
    """What the first rows of a file came to, read as they would be after a confirmation."""

    layer: str
    file: ProposedFile
    sheet: str | None
    sheets: list[str]
    rows: Count
    whole: bool
    """Whether these rows are all."""
    columns: list[ProposedColumn]
    fields: list[TargetField]
    constants: dict[str, str] = Field(
        default={}, description="Values for all rows by field without a column."
    )
    missing: list[str] = Field(
        default=[], description="Fields that rows must tell, with neither a column nor a value."
    )
    terms: list[FieldTerms]
    crs: ChosenSystem
    key: ProposedKey
    counts: ProposedCounts
    problems: list[ProposedProblem]
    """The gravest of them."""
    preview: Preview
