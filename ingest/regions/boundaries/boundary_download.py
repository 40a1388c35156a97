"""An open boundary set fetched from where the operator says, whole and checked, or not at all."""

import hashlib
import os
from pathlib import Path

import httpx

from core.errors import AtlasError
from core.text import Text

LARGEST_BYTES = 2_000_000_000
TIMEOUT = httpx.Timeout(30.0)
SCHEMES = ("http", "https")
PARTIAL_CONTENT = 206
RANGE_NOT_SATISFIABLE = 416


class ForbiddenAddressError(AtlasError):
    """The address is not one of the web."""

    phrase = Text(
        "«{value}» мекенжайынан жүктеуге болмайды: тек http немесе https.",
        "По адресу «{value}» загрузка невозможна: только http или https.",
        "Nothing is downloaded from “{value}”: only http or https.",
    )


class WrongChecksumError(AtlasError):
    """What was downloaded is not what was expected; it is not kept."""

    phrase = Text(
        "«{url}» файлының бақылау қосындысы {value}, ал {expected} күтілген. Файл сақталмады.",
        "Контрольная сумма «{url}» — {value}, ожидалась {expected}. Файл не сохранён.",
        "The checksum of “{url}” is {value}, but {expected} was expected. The file was not kept.",
    )


class TooLargeError(AtlasError):
    """The file is larger than allowed."""

    phrase = Text(
        "«{url}» файлы рұқсат етілген {value} байттан үлкен.",
        "Файл «{url}» больше допустимых {value} байт.",
        "The file “{url}” is larger than the allowed {value} bytes.",
    )


class DownloadFailedError(AtlasError):
    """The server refused, or the connection broke; what came so far is kept for the next try."""

    phrase = Text(
        "«{url}» жүктелмеді: {value}. Қайталап көріңіз, жалғасынан жүктеледі.",
        "Не удалось загрузить «{url}»: {value}. Повторите, загрузка продолжится.",
        "“{url}” could not be downloaded: {value}. Try again, the download will go on.",
    )


def download_boundaries(
    url: str, sha256: str, target: Path, *, largest_bytes: int = LARGEST_BYTES
) -> Path:
    """The target, which holds the checked file; an existing right file is not fetched again.

    A broken download is continued from where it stopped. Raises ForbiddenAddressError,
    DownloadFailedError, TooLargeError or WrongChecksumError; the target is only ever a whole file.
    """
    if httpx.URL(url).scheme not in SCHEMES:
        raise ForbiddenAddressError(url, field="url")
    expected = sha256.strip().lower()
    if target.is_file() and _sha256(target) == expected:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.part")
    try:
        _fetch(url, partial, largest_bytes)
    except httpx.HTTPError as error:
        raise DownloadFailedError(str(error) or type(error).__name__, url=url) from error
    found = _sha256(partial)
    if found != expected:
        partial.unlink()
        raise WrongChecksumError(found, field="sha256", url=url, expected=expected)
    partial.replace(target)
    return target


def _fetch(url: str, partial: Path, largest_bytes: int) -> None:
    start = partial.stat().st_size if partial.is_file() else 0
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    with (
        httpx.Client(follow_redirects=True, timeout=TIMEOUT) as client,
        client.stream("GET", url, headers=headers) as response,
    ):
        if start and response.status_code == RANGE_NOT_SATISFIABLE:
            return
        response.raise_for_status()
        is_continued = response.status_code == PARTIAL_CONTENT
        received = start if is_continued else 0
        with partial.open("ab" if is_continued else "wb") as file:
            for chunk in response.iter_raw():
                received += len(chunk)
                if received > largest_bytes:
                    file.close()
                    partial.unlink()
                    raise TooLargeError(largest_bytes, field="url", url=url)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
