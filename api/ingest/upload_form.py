"""A form with files, read as it arrives: files go to the disk in parts, never into memory."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from api.http.bodies import UnsupportedMediaTypeError
from core.errors import AtlasError
from core.text import Text
from ingest.checks.uploads import UploadFolder, UploadInProgress, removed_on_failure

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LONGEST_FIELD_BYTES: Final = 256 * 1024
MOST_FIELDS: Final = 10
FILE = "file"
"""The field that holds a file; it may be given several times."""


class UnsupportedFormError(UnsupportedMediaTypeError):
    """A body that is no form with files."""

    phrase = Text(
        "«{value}» түріндегі мазмұн қабылданбайды; multipart/form-data керек.",
        "Содержимое типа «{value}» не принимается; нужен multipart/form-data.",
        "Content of type “{value}” is not taken; multipart/form-data is needed.",
    )


class BrokenFormError(AtlasError):
    """A form that ends too early, or has a part that is none."""

    phrase = Text(
        "Форма оқылмады: ол толық емес немесе бүлінген.",
        "Форма не читается: она неполна или повреждена.",
        "The form cannot be read: it is incomplete or damaged.",
    )


class TooManyFilesError(AtlasError):
    """More files than are taken at a time."""

    phrase = Text(
        "Бір жолы ең көбі {most} файл қабылданады.",
        "За один раз принимается не больше {most} файлов.",
        "At most {most} files are taken at a time.",
    )


class TooLongFieldError(AtlasError):
    """A field of the form that is longer than any order, or one field too many."""

    phrase = Text(
        "Форманың «{field}» өрісі тым ұзын немесе өрістер тым көп.",
        "Поле формы «{field}» слишком длинное, либо полей слишком много.",
        "The form's field “{field}” is too long, or there are too many fields.",
    )


@dataclass
class UploadForm:
    """The files and the fields of a form."""

    files: list[UploadInProgress] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


async def upload_form(request: Request, folder: UploadFolder) -> UploadForm:
    """The form of the request; where it fails, none of its files is left on the disk.

    Raises UnsupportedFormError, BrokenFormError, TooManyFilesError, TooLongFieldError and the
    errors of `ingest.checks.uploads`.
    """
    header = request.headers.get("content-type", "")
    media_type, options = parse_options_header(header)
    if media_type != b"multipart/form-data" or not options.get(b"boundary"):
        raise UnsupportedFormError(header.partition(";")[0], field="Content-Type")
    reader = _FormReader(folder)
    with removed_on_failure(folder, reader.form.files):
        try:
            parser = MultipartParser(options[b"boundary"], reader.callbacks())
            async for part in request.stream():
                await run_in_threadpool(parser.write, part)
            parser.finalize()
        except (FormParserError, UnicodeDecodeError) as error:
            raise BrokenFormError(field="body") from error
        if not reader.is_complete:
            raise BrokenFormError(field="body")
    return reader.form


class _FormReader:
    """Takes the parts of a form one after the other."""

    def __init__(self, folder: UploadFolder) -> None:
        self.form = UploadForm()
        self.is_complete = False
        self._folder = folder
        self._header = bytearray(), bytearray()
        self._disposition = b""
        self._name = ""
        self._value = bytearray()
        self._incoming: UploadInProgress | None = None

    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": lambda data, start, end: self._take(data[start:end]),
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._disposition, self._incoming, self._value = b"", None, bytearray()

    def _end_header(self) -> None:
        if bytes(self._header[0]).lower() == b"content-disposition":
            self._disposition = bytes(self._header[1])
        self._header = bytearray(), bytearray()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode()
        if b"filename" not in options:
            return
        if self._name != FILE:
            raise BrokenFormError(field=self._name)
        most = self._folder.limits.files
        if len(self.form.files) == most:
            raise TooManyFilesError(field=FILE, most=most)
        self._incoming = self._folder.receive(options[b"filename"].decode())
        self.form.files.append(self._incoming)

    def _take(self, part: bytes) -> None:
        if self._incoming:
            self._incoming.write(part)
            return
        self._value += part
        if len(self._value) > LONGEST_FIELD_BYTES:
            raise TooLongFieldError(field=self._name)

    def _end_part(self) -> None:
        if self._incoming:
            self._incoming.close()
            return
        if len(self.form.fields) == MOST_FIELDS:
            raise TooLongFieldError(field=self._name)
        self.form.fields[self._name] = self._value.decode()

    def _end(self) -> None:
        self.is_complete = True
