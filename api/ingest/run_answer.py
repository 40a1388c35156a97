"""A run of ingest as the API answers it."""

from typing import Annotated

from pydantic import Field

from api.http.answers import Answer, DescribedBy, Json, Moment, ProgressAnswer, WebLink
from api.ingest.proposal_answer import ChosenSystem, Proposal
from ingest.loading.undoing.undo import Stays
from ingest.staging.runs import RunState


class RunFile(Answer):
    """The file that a run loads."""

    name: str
    bytes: int
    sha256: str


class RunProgress(ProgressAnswer):
    """How many rows have been read, and of how many where that is known."""


class RunCounts(Answer):
    """`read` = `loaded` + `unchanged` + `waiting` + `rejected`."""

    read: int
    loaded: int
    unchanged: int
    waiting: int
    rejected: int
    created: int
    """How many of the loaded rows are new."""


class RunMapping(Answer):
    """What was read from which column; empty before that is settled."""

    columns: dict[str, str] = Field(default={}, description="Columns by field.")
    near: list[str] = Field(
        default=[], description="Fields of which a column only nearly bears the name."
    )
    unknown: list[str] = Field(default=[], description="Columns that fill no field.")
    constants: dict[str, str] = Field(default={}, description="Values for all rows by field.")
    file_columns: list[str] = Field(default=[])
    has_geometry: bool = False
    file_crs: str | None = Field(default=None, description="What the file says of its system.")
    crs: ChosenSystem | None = Field(
        default=None, description="The system in which places were read."
    )
    boundaries: str | None = Field(default=None, description="Of which day the regions were.")
    dates: dict[str, str] = Field(default={}, description="How dates are written, by column.")


class RunError(Answer):
    """Why a run failed, in the caller's language."""

    code: str
    message: str


class RunMoves(Answer):
    """What may be done with a run in its state."""

    confirm: bool
    stop: bool
    resume: bool
    undo: bool
    decide: bool


class RunAnswer(Answer):
    """One load of one file."""

    id: int
    layer: str
    source: str
    file: RunFile
    state: RunState
    dry_run: bool
    """Whether it writes nothing into the layer."""
    by: str
    """Who ordered it."""
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
    undone_at: Moment | None
    follows: int | None
    """The run whose waiting rows this one takes up."""
    progress: RunProgress
    counts: RunCounts | None
    """Null before it is done."""
    mapping: Annotated[Json, DescribedBy(RunMapping)]
    proposal: Annotated[Json | None, DescribedBy(Proposal | None)]
    """What a person is asked to confirm; null for who may not see the rows."""
    error: RunError | None
    task: str | None = None
    """The id of the task by which a worker looks at it or loads it now, or did last."""
    may: RunMoves
    links: list[WebLink]


class StartedRuns(Answer):
    """The new runs, one a file."""

    runs: list[RunAnswer]


class RunsPage(Answer):
    """Runs, the newest first."""

    runs: list[RunAnswer]
    links: list[WebLink]


class KeptObject(Answer):
    """An object that an undone run made or changed and that stays so."""

    id: int
    why: Stays
    fields: list[str]
    """Those that were not restored, or the series that keep records."""


class UndoneTraces(Answer):
    """What undoing a run came to."""

    deleted: int
    restored: int
    kept: list[KeptObject]
    secret: int
    """Objects that the caller may not see in full are only counted."""


class UndoneRun(RunAnswer):
    """A run that was undone, and what that came to."""

    undone: UndoneTraces
