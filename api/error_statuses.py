"""Which HTTP status answers which named error: the only place that says so."""

from http import HTTPStatus

from api.downloads.download_response import TooManyDownloadsError
from api.http.admission.admission import DatabaseGoneError
from api.http.admission.lane import BusyError
from api.http.bodies import NotAFeatureError, UnsupportedMediaTypeError
from api.http.negotiation import UnofferedFormatError
from api.ingest.bodies import UnreadableOrderError
from api.ingest.upload_form import TooLongFieldError, TooManyFilesError
from api.media.tus import (
    CHECKSUM_MISMATCH,
    ChecksumMismatchError,
    NotOctetsError,
    UnknownTusVersionError,
)
from api.tasks.event_stream import TooManyStreamsError
from core.accounts.attempts import TooManyAttemptsError
from core.accounts.one_time_links import SpentLinkError
from core.accounts.second_factor.pending_sign_ins import NoPendingSignInError
from core.accounts.second_factor.secret_box import UnreadableSecretError
from core.accounts.tokens import TooManyTokensError
from core.errors import (
    AtlasError,
    ConflictError,
    ForbiddenError,
    InvalidValueError,
    NotFoundError,
    UnauthenticatedError,
)
from core.media.formats import RefusedMediaError
from core.media.media_folder import MediaDiskFullError, UploadLockedError
from core.media.uploads import (
    MediaQuotaError,
    TooLargeMediaError,
    TooManyUploadsError,
    UploadExpiredError,
)
from core.tasks.errors import QueueFullError, TooManyTasksError
from ingest.checks.refused_file import RefusedFileError
from ingest.checks.uploads import DiskFullError, EmptyUploadError, TooLargeFileError
from ingest.loading.runs.run_moves import TooManyRunsError
from ingest.location.placing.system_choice import UnusableReferenceSystemError
from ingest.rows.table import (
    EmptyFileError,
    TooWideError,
    UnknownFormatError,
    UnreadableFileError,
)
from layers.exports.files import NoRoomError
from layers.exports.reading import ExportStoppedError
from layers.model.flow import ForbiddenMoveError, UnknownMoveError, UnmetDemandError
from layers.writing.features import StaleVersionError
from layers.writing.media_links import TooManyMediaLinksError
from layers.writing.row_checks import RefusedRowError
from tiles.errors import MethodRefusedError, TilesUnavailableError
from tiles.pmtiles.errors import (
    ArchiveRoomError,
    ArchiveWithdrawnError,
    DamagedArchiveError,
    NoRegionPolygonError,
    NothingToArchiveError,
    TooManyArchivesError,
    TooManyTilesError,
)

STATUS_OF: dict[type[AtlasError], int] = {
    AtlasError: HTTPStatus.BAD_REQUEST,
    UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ForbiddenMoveError: HTTPStatus.CONFLICT,
    ConflictError: HTTPStatus.CONFLICT,
    StaleVersionError: HTTPStatus.PRECONDITION_FAILED,
    UnknownMoveError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnmetDemandError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusedRowError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAFeatureError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnsupportedMediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UnreadableOrderError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnusableReferenceSystemError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownFormatError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    RefusedFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnreadableFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooWideError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EmptyFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EmptyUploadError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooLargeFileError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyFilesError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooLongFieldError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NothingToArchiveError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyTilesError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoRegionPolygonError: HTTPStatus.UNPROCESSABLE_ENTITY,
    MethodRefusedError: HTTPStatus.METHOD_NOT_ALLOWED,
    ArchiveWithdrawnError: HTTPStatus.GONE,
    DamagedArchiveError: HTTPStatus.INTERNAL_SERVER_ERROR,
    TooManyRunsError: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyArchivesError: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyTasksError: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyStreamsError: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyTokensError: HTTPStatus.CONFLICT,
    NoPendingSignInError: HTTPStatus.GONE,
    UnreadableSecretError: HTTPStatus.SERVICE_UNAVAILABLE,
    SpentLinkError: HTTPStatus.GONE,
    QueueFullError: HTTPStatus.SERVICE_UNAVAILABLE,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseGoneError: HTTPStatus.SERVICE_UNAVAILABLE,
    TilesUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    ExportStoppedError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooManyDownloadsError: HTTPStatus.SERVICE_UNAVAILABLE,
    UnofferedFormatError: HTTPStatus.NOT_ACCEPTABLE,
    NoRoomError: HTTPStatus.INSUFFICIENT_STORAGE,
    DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    ArchiveRoomError: HTTPStatus.INSUFFICIENT_STORAGE,
    RefusedMediaError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooLargeMediaError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyMediaLinksError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyUploadsError: HTTPStatus.TOO_MANY_REQUESTS,
    UploadExpiredError: HTTPStatus.GONE,
    UploadLockedError: HTTPStatus.LOCKED,
    MediaQuotaError: HTTPStatus.INSUFFICIENT_STORAGE,
    MediaDiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    UnknownTusVersionError: HTTPStatus.PRECONDITION_FAILED,
    NotOctetsError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ChecksumMismatchError: CHECKSUM_MISMATCH,
}
"""An error is answered by the status of its nearest class here."""

WRITTEN_AMISS = HTTPStatus.UNPROCESSABLE_ENTITY
"""Instead of a bad request where a request to write holds a value that cannot be used."""


def status_of(error: AtlasError, *, is_reading: bool) -> int:
    """The status that answers the error to a request that reads, or that writes."""
    nearest = next(each for each in type(error).__mro__ if each in STATUS_OF)
    if nearest is AtlasError and isinstance(error, InvalidValueError) and not is_reading:
        return WRITTEN_AMISS
    return STATUS_OF[nearest]
