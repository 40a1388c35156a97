"""What people may upload of photographs, films and papers, and where the bytes are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class MediaSizes:
    """The most bytes of one file, by its kind."""

    photo: int = 60 * MEBIBYTE
    video: int = 4096 * MEBIBYTE
    sound: int = 500 * MEBIBYTE
    document: int = 200 * MEBIBYTE
    model: int = 500 * MEBIBYTE

    @property
    def largest(self) -> int:
        """The most bytes of any file."""
        return max(self.photo, self.video, self.sound, self.document, self.model)


@dataclass(frozen=True, slots=True)
class ObjectStorage:
    """A bucket of an S3-compatible service; the keys of access stand in the environment."""

    bucket: str
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    prefix: str = "media"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ObjectStorage | None":
        """The bucket of ATLAS_MEDIA_S3_BUCKET; None where there is none."""
        bucket = environment.get("ATLAS_MEDIA_S3_BUCKET")
        if not bucket:
            return None
        return cls(
            bucket=bucket,
            endpoint=environment.get("ATLAS_MEDIA_S3_ENDPOINT") or None,
            region=environment.get("ATLAS_MEDIA_S3_REGION") or "us-east-1",
            access_key=environment.get("ATLAS_MEDIA_S3_ACCESS_KEY") or None,
            secret_key=environment.get("ATLAS_MEDIA_S3_SECRET_KEY") or None,
            prefix=environment.get("ATLAS_MEDIA_S3_PREFIX") or "media",
        )


@dataclass(frozen=True, slots=True)
class MediaSettings:
    """What the operator decides about media."""

    sizes: MediaSizes = MediaSizes()
    account_bytes: int = 20_480 * MEBIBYTE
    """What one account may have, of files that are there and that are announced."""
    unfinished: int = 30
    """How many uploads of one account may be under way."""
    pixels: int = 120_000_000
    """More are not decoded."""
    unfinished_kept: timedelta = timedelta(hours=48)
    unlinked_kept: timedelta = timedelta(days=14)
    """So long a file waits to be linked to an object."""
    link_lasts: timedelta = timedelta(minutes=10)
    free_bytes: int = 500 * MEBIBYTE
    """What must stay free on the disk."""
    objects: ObjectStorage | None = None
    """Where the bytes lie instead of the data folder."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "MediaSettings":
        """The settings from the ATLAS_MEDIA_ variables; sizes there are in MiB."""

        def number(name: str, usual: float) -> float:
            return float(environment.get(f"ATLAS_MEDIA_{name}") or usual)

        def size(name: str, usual: int) -> int:
            return int(number(name, usual) * MEBIBYTE)

        return cls(
            sizes=MediaSizes(
                photo=size("PHOTO_MB", 60),
                video=size("VIDEO_MB", 4096),
                sound=size("SOUND_MB", 500),
                document=size("DOCUMENT_MB", 200),
                model=size("MODEL_MB", 500),
            ),
            account_bytes=size("ACCOUNT_MB", 20_480),
            unfinished=int(number("UNFINISHED", 30)),
            pixels=int(number("MEGAPIXELS", 120) * 1_000_000),
            unfinished_kept=timedelta(hours=number("UNFINISHED_HOURS", 48)),
            unlinked_kept=timedelta(days=number("UNLINKED_DAYS", 14)),
            link_lasts=timedelta(minutes=number("LINK_MINUTES", 10)),
            free_bytes=size("FREE_MB", 500),
            objects=ObjectStorage.from_environment(environment),
        )


USUAL_MEDIA = MediaSettings()
