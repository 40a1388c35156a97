"""Which status answers which error stands in one table."""

from collections.abc import Iterator

import pytest

from api.error_statuses import STATUS_OF, status_of
from api.http.admission.lane import BusyError
from core.errors import AtlasError, InvalidValueError, MissingValueError
from core.tasks.errors import QueueFullError, TooManyTasksError
from ingest.loading.runs.run_moves import TooMuchUploadedError
from tiles.errors import NoTileError
from tiles.pmtiles.errors import ArchiveWithdrawnError, TooManyArchivesError


def kinds_of_errors(kind: type[AtlasError] = AtlasError) -> Iterator[type[AtlasError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds_of_errors(narrower)


def test_no_error_tells_its_own_status() -> None:
    assert len(set(kinds_of_errors())) > len(STATUS_OF)
    assert not [kind for kind in kinds_of_errors() if hasattr(kind, "status")]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (TooManyTasksError(3, most=2), 429),
        (QueueFullError(), 503),
        (BusyError(), 503),
        (ArchiveWithdrawnError("kz"), 410),
        (TooManyArchivesError(3, most=2), 429),
        (TooMuchUploadedError(9, most=8), 429),
        (NoTileError("9/1/1"), 404),
        (AtlasError("anything"), 400),
    ],
)
def test_error_is_answered_by_its_nearest_class(error: AtlasError, status: int) -> None:
    assert (status_of(error, is_reading=True), status_of(error, is_reading=False)) == (
        (status, status)
    )


def test_value_that_cannot_be_used_is_unprocessable_only_where_it_is_written() -> None:
    for error in (InvalidValueError("x", field="kind"), MissingValueError("", field="kind")):
        assert status_of(error, is_reading=True) == 400
        assert status_of(error, is_reading=False) == 422
