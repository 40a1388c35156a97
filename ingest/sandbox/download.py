"""A file that stands under an address on the web, whole or not at all."""

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import httpx

from core.errors import AtlasError
from core.text import Text
from ingest.regions.boundaries.boundary_download import ForbiddenAddressError, TooLargeError

SCHEMES = ("http", "https")
MOST_REDIRECTS = 5
SILENCE_S = 30.0
LONGEST_NAME = 120
UNSAFE = re.compile(r"[^\w .()№-]+")
ENDINGS = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/geo+json": ".geojson",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/gpx+xml": ".gpx",
    "application/geopackage+sqlite3": ".gpkg",
    "application/vnd.google-earth.kml+xml": ".kml",
    "application/vnd.google-earth.kmz": ".kmz",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
}
"""Endings of files whose name does not tell their format."""


class NotDownloadedError(AtlasError):
    """The server refused, or the connection broke; nothing is kept."""

    phrase = Text(
        "«{url}» жүктелмеді: {value}. Мекенжайды тексеріп, қайталап көріңіз.",
        "Не удалось загрузить «{url}»: {value}. Проверьте адрес и повторите.",
        "“{url}” could not be downloaded: {value}. Check the address and try again.",
    )


class TooSlowError(AtlasError):
    """The download takes longer than allowed; nothing is kept."""

    phrase = Text(
        "«{url}» {value} секунд ішінде жүктелмеді.",
        "«{url}» не загрузился за {value} с.",
        "“{url}” did not download within {value} s.",
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one download may bring, and how long it may take."""

    largest_bytes: int = 2_000_000_000
    longest_s: float = 3_600.0


def downloaded(url: str, into: Path, limits: Limits = Limits()) -> Path:
    """The file, under the name that the server gives it, in a folder of its own for each address.

    It is fetched anew each time. Raises ForbiddenAddressError, NotDownloadedError, TooLargeError
    and TooSlowError.
    """
    try:
        if httpx.URL(url).scheme not in SCHEMES:
            raise ForbiddenAddressError(url, field="url")
        folder = own_folder(into, url)
        partial = folder / ".part"
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=MOST_REDIRECTS, timeout=SILENCE_S
            ) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            _keep(_received(response, url, limits), partial)
            return partial.replace(folder / file_name(response))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotDownloadedError(
            str(error) or type(error).__name__, field="url", url=url
        ) from error


def own_folder(into: Path, origin: str) -> Path:
    """A folder for what comes from one place, so that names of several places do not meet."""
    folder = into / hashlib.sha256(origin.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def file_name(response: httpx.Response) -> str:
    """A harmless file name: what the server calls the file, or how its address ends."""
    header = EmailMessage()
    header["Content-Disposition"] = response.headers.get("Content-Disposition", "attachment")
    given = header.get_filename() or unquote(response.url.path)
    last = re.split(r"[/\\]", given.rstrip("/\\"))[-1]
    name = UNSAFE.sub("_", last).strip(". ")[-LONGEST_NAME:].lstrip(". ") or "download"
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    return name if Path(name).suffix else f"{name}{ENDINGS.get(kind, '')}"


def _received(response: httpx.Response, url: str, limits: Limits) -> Iterator[bytes]:
    """The content, unpacked, as long as it keeps within the limits."""
    until = time.monotonic() + limits.longest_s
    received = 0
    for chunk in response.iter_bytes():
        received += len(chunk)
        if received > limits.largest_bytes:
            raise TooLargeError(limits.largest_bytes, field="url", url=url)
        if time.monotonic() > until:
            raise TooSlowError(limits.longest_s, field="url", url=url)
        yield chunk


def _keep(chunks: Iterable[bytes], partial: Path) -> None:
    """Write the content into the file, or remove the file where that fails."""
    try:
        with partial.open("wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
