"""A large file as an answer, or the problem of a range that it has not."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response

from api.downloads.file_ranges import FileRanges, OpenedFile, RangeRefusedError
from api.http.negotiation import language_of
from api.problems import problem


def ranged_answer(
    request: Request, file: OpenedFile, media_type: str, headers: Mapping[str, str]
) -> Response:
    """The file, one range of it, 304, or 416 with its length."""
    try:
        return FileRanges(request, file, media_type, headers)
    except RangeRefusedError as error:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        beyond = {"Content-Range": f"bytes */{error.size}"}
        detail = error.message(language_of(request))
        return problem(request, status, detail, kind="range-refused", headers=beyond)
