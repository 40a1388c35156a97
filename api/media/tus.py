"""The words of tus 1.0, by which a file is uploaded in pieces, and the errors of its headers."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import AtlasError, InvalidValueError
from core.text import Text

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
OCTETS = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460
"""The status that tus gives to bytes that are not those that were sent."""
ALGORITHMS: Mapping[str, Callable[[], Any]] = {
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "md5": lambda: hashlib.md5(usedforsecurity=False),
}
PATH = "/api/media"
LONGEST_METADATA = 4096
LONGEST_NUMBER = 18
"""Digits."""

NUMBER_HINT = Text("Бүтін сан керек.", "Нужно целое число.", "A whole number is needed.")
METADATA_HINT = Text(
    "Үлгі: filename және base64 кодындағы атауы.",
    "Пример: filename и имя в base64.",
    "Write it like: filename and the name in base64.",
)
CHECKSUM_HINT = Text(
    "Үлгі: sha256 және base64 кодындағы қосынды.",
    "Пример: sha256 и сумма в base64.",
    "Write it like: sha256 and the sum in base64.",
)


class UnknownTusVersionError(AtlasError):
    """The request speaks no version of tus that is known here."""

    phrase = Text(
        "Tus-Resumable: {value} – бұл нұсқа қолданылмайды, 1.0.0 керек.",
        "Tus-Resumable: {value} – эта версия не поддерживается, нужна 1.0.0.",
        "Tus-Resumable: {value} – this version is not supported, 1.0.0 is needed.",
    )


class ChecksumMismatchError(AtlasError):
    """The bytes are not those of which the sum was sent; they were dropped."""

    phrase = Text(
        "Бақылау қосындысы сәйкес емес: бөлік жолда бүлінген, қайта жіберіңіз.",
        "Контрольная сумма не сходится: часть повредилась в пути, отправьте её снова.",
        "The checksum does not match: the piece was damaged on its way, send it again.",
    )


class NotOctetsError(AtlasError):
    """The bytes of a file come under another media type."""

    phrase = Text(
        "Бөліктің түрі application/offset+octet-stream болуы керек: {value}",
        "Тип части должен быть application/offset+octet-stream: {value}",
        "The type of a piece has to be application/offset+octet-stream: {value}",
    )


@dataclass(frozen=True, slots=True)
class Checksum:
    """The sum that a piece must have."""

    algorithm: str
    expected: bytes


def require_version(request: Request) -> None:
    """Require that the request speaks tus 1.0. Raises UnknownTusVersionError."""
    version = request.headers.get("tus-resumable", "")
    if version != VERSION:
        raise UnknownTusVersionError(version, field="Tus-Resumable")


def whole_number(request: Request, header: str) -> int:
    """The number in a header. Raises InvalidValueError."""
    given = request.headers.get(header, "")
    if not (given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER):
        raise InvalidValueError(given, field=header, hint=NUMBER_HINT)
    return int(given)


def metadata_of(request: Request) -> dict[str, str]:
    """What Upload-Metadata says, by name. Raises InvalidValueError."""
    given = request.headers.get("upload-metadata", "")
    if len(given) > LONGEST_METADATA:
        raise InvalidValueError(given, field="Upload-Metadata", hint=METADATA_HINT)
    return dict(_pairs(given))


def checksum_of(request: Request) -> Checksum | None:
    """The sum of Upload-Checksum; None where there is none. Raises InvalidValueError."""
    given = request.headers.get("upload-checksum")
    if given is None:
        return None
    algorithm, _, encoded = given.strip().partition(" ")
    try:
        expected = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise InvalidValueError(given, field="Upload-Checksum", hint=CHECKSUM_HINT) from error
    if algorithm not in ALGORITHMS:
        raise InvalidValueError(given, field="Upload-Checksum", hint=CHECKSUM_HINT)
    return Checksum(algorithm, expected)


def brings_octets(request: Request) -> bool:
    """Whether the body is a piece of a file."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return given == OCTETS


def _pairs(given: str) -> Iterator[tuple[str, str]]:
    for pair in filter(None, (each.strip() for each in given.split(","))):
        name, _, encoded = pair.partition(" ")
        try:
            yield name, base64.b64decode(encoded.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise InvalidValueError(pair, field="Upload-Metadata", hint=METADATA_HINT) from error


class TusAnnounced:
    """Says with every answer at the addresses of uploads that they speak tus."""

    def __init__(self, app: ASGIApp, largest_bytes: int) -> None:
        self.app = app
        self._abilities = {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(largest_bytes),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http" or not is_upload_path(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Tus-Resumable"] = VERSION
                if scope["method"] == "OPTIONS":
                    headers.update(self._abilities)
            await send(message)

        await self.app(scope, receive, send_told)


def is_upload_path(path: str) -> bool:
    """Whether the path is that of all uploads, or of one."""
    rest = path.removeprefix(PATH)
    return path.startswith(PATH) and (rest == "" or (rest[0] == "/" and rest.count("/") == 1))
