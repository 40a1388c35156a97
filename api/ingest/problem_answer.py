"""What is odd about the rows of a file, and what a person may choose among."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.answers import Answer, Degrees, DescribedBy, Json, KatoCode, Name, Phrase, WebLink
from api.http.geojson import Point
from ingest.matching.match_score import Verdict
from ingest.rows.outcome import Outcome


class PlaceRegion(Answer):
    """The deepest unit that holds a place."""

    code: KatoCode
    name: Name


class PlaceCandidate(Answer):
    """A place that the numbers of a row may mean."""

    kind: Literal["place"]
    crs: str
    """The system in which they mean it."""
    title: Phrase
    lon: Degrees
    lat: Degrees
    region: PlaceRegion | None = None
    distance_m: float | None = Field(
        default=None, description="From what the row says of its region; null where it says none."
    )


class SimilarTo(Answer):
    """Something that may be the same object as a row; scores are 0-100."""

    name: str | None = None
    score: float | None = None
    distance_m: float | None = None
    verdict: Verdict | None = None


class ObjectCandidate(SimilarTo):
    """An object of the atlas that may be the same one."""

    kind: Literal["feature"]
    id: int


class RowCandidate(SimilarTo):
    """Another row of the file that may be the same object."""

    kind: Literal["row"]
    row: int


Candidate = Annotated[PlaceCandidate | ObjectCandidate | RowCandidate, Field(discriminator="kind")]


class ProposedProblem(Answer):
    """What is odd about a row."""

    row: int
    """From 1, as a reader of the file counts; 0 where the file lacks a row."""
    field: str
    column: str | None
    """The file's columns, one a line."""
    value: str
    reason: Phrase
    suggestion: str | None
    """A value that may be meant instead."""
    code: str
    """The kind of the problem."""
    outcome: Outcome
    candidates: list[Annotated[Json, DescribedBy(Candidate)]]


class RowProblemAnswer(Answer):
    """What was odd about a row of a run."""

    id: int
    row: int
    """From 1, as a reader of the file counts; 0 where the file lacks a row."""
    field: str
    column: str | None
    """The file's columns, one a line."""
    value: str
    reason: Phrase
    suggestion: str | None
    """A value that may be meant instead."""
    suggestion_title: Phrase | None
    """The label of a suggested code."""
    code: str
    """The kind of the problem."""
    outcome: Outcome
    candidates: list[Annotated[Json, DescribedBy(Candidate)]]


class LeftCell(Answer):
    """What stands in a column of a row; long texts are cut."""

    column: str
    value: str


class LeftRow(Answer):
    """A row that waits or was rejected, as it stands in the file."""

    row: int
    names: dict[str, str]
    """What its columns of names hold, by field."""
    cells: list[LeftCell]
    taken_up_by: int | None
    """The run that was done with what was decided on the row."""


class ProblemsPage(Answer):
    """Problems in the order in which they were found, and the rows that they are of."""

    problems: list[RowProblemAnswer]
    rows: list[LeftRow]
    links: list[WebLink]


class CandidateProperties(Answer, extra="allow"):
    """Of which problem a place is a candidate, and the candidate itself."""

    __pydantic_extra__: dict[str, Any]
    problem: int
    row: int
    field: str
    kind: Literal["place"]
    crs: str
    title: Phrase
    region: PlaceRegion | None = None
    distance_m: float | None = None


class CandidateFeature(Answer):
    """A place among which a person may choose."""

    type: Literal["Feature"]
    geometry: Point
    properties: CandidateProperties


class CandidatePlaces(Answer):
    """The places among which a person may choose for the rows that wait."""

    type: Literal["FeatureCollection"]
    features: list[CandidateFeature]
