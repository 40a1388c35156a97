"""What becomes of an upload that is whole: it is looked at, copied harmlessly, and kept."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import BIGINT, Integer, Select, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.media.formats import (
    MediaFormat,
    MediaKind,
    RefusedMediaError,
    format_of,
)
from core.media.media_folder import MediaFolder, held
from core.media.media_item import FILE, ORIGINAL, STREAM, MediaFile, MediaItem, MediaState
from core.media.pictures.picture import Picture, decoded
from core.media.recorded import RecordedFacts, recorded_facts
from core.media.soundness import check_soundness
from core.media.store import sha256_of_file
from core.text import Text

HOLD = text("SELECT pg_advisory_xact_lock(hashtext('media bytes'), hashtext(:sha256))")
"""Nobody removes bytes that somebody is about to put on record."""
ALIKE_BITS = 6
"""So few of 64 bits differ between pictures that people call the same one."""
MOST_ALIKE = 10
STREAMED = frozenset({MediaKind.VIDEO, MediaKind.SOUND})
WEBP_TYPE = "image/webp"

TOO_LARGE = Text(
    "тым үлкен: мұндай файл ең көбі {mebibytes} МБ болуы мүмкін.",
    "он слишком велик: таким файлам можно занимать не больше {mebibytes} МБ.",
    "it is too large: a file of this kind may have {mebibytes} MB at most.",
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file that is to be kept as a variant."""

    variant: str
    path: Path
    sha256: str
    media_type: str
    width: int | None = None
    height: int | None = None
    blanks: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finishing:
    """Makes ready what has arrived whole; begun twice, it does the same."""

    sessions: SessionFactory
    folder: MediaFolder

    def finish(self, code: str) -> None:
        """Look at the file and keep it. Raises RefusedMediaError, UploadLockedError."""
        with held(self.folder.arriving(code)) as file:
            self.finish_held(code)
            file.remove()

    def finish_held(self, code: str) -> None:
        """The same for a file that this process holds already, and removes afterwards."""
        with self.sessions() as session:
            item = session.scalars(select(MediaItem).where(MediaItem.code == code)).one_or_none()
        if item is None or item.state != MediaState.WHOLE:
            return
        path = self.folder.arriving(code)
        try:
            found = format_of(path)
            self._check_size(found, item.length)
            check_soundness(path, found)
            self._keep(item.id, path, found)
        except RefusedMediaError as error:
            self._refuse(item.id, error)
            path.unlink(missing_ok=True)
            raise

    def _check_size(self, found: MediaFormat, length: int) -> None:
        most: int = getattr(self.folder.settings.sizes, found.kind.value)
        if length > most:
            raise RefusedMediaError(TOO_LARGE, mebibytes=most // 1024 // 1024)

    def _keep(self, item_id: int, path: Path, found: MediaFormat) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder.making) as copies:
            picture, facts = None, RecordedFacts()
            if found.kind is MediaKind.PHOTO:
                picture = decoded(path, found, Path(copies), self.folder.settings.pixels)
            else:
                facts = recorded_facts(path, found)
            kept = _kept(path, found, picture, facts)
            for each in kept:
                self.folder.store.put(each.path, each.sha256)
            with transaction(self.sessions) as session:
                self._record(session, item_id, found, kept, picture, facts)

    def _record(  # noqa: PLR0913, PLR0917 - what was found of one file
        self,
        session: Session,
        item_id: int,
        found: MediaFormat,
        kept: list[_Kept],
        picture: Picture | None,
        facts: RecordedFacts,
    ) -> None:
        for sha256 in sorted({each.sha256 for each in kept}):
            session.execute(HOLD, {"sha256": sha256})
        for each in kept:
            if not self.folder.store.has(each.sha256):
                self.folder.store.put(each.path, each.sha256)
        item = session.get_one(MediaItem, item_id, with_for_update=True)
        if item.state != MediaState.WHOLE:
            return
        for each in kept:
            session.add(_file(item_id, each))
        item.state, item.expires_at = MediaState.READY, None
        item.kind, item.media_type = found.kind.value, found.media_type
        item.duration_s = facts.duration_s
        if picture is not None:
            _describe(item, picture)
            item.alike = list(session.scalars(_alike(item)))

    def _refuse(self, item_id: int, error: RefusedMediaError) -> None:
        with transaction(self.sessions) as session:
            item = session.get_one(MediaItem, item_id, with_for_update=True)
            item.state = MediaState.REFUSED
            item.refusal = error.reason.as_dict()


def _kept(
    path: Path, found: MediaFormat, picture: Picture | None, facts: RecordedFacts
) -> list[_Kept]:
    sha256 = sha256_of_file(path)
    size = (picture.width, picture.height) if picture else (None, None)
    kept = [_Kept(ORIGINAL, path, sha256, found.media_type, *size)]
    if found.kind in STREAMED:
        kept.append(_Kept(STREAM, path, sha256, found.media_type, blanks=[*facts.blanks]))
    elif picture is None:
        kept.append(_Kept(FILE, path, sha256, found.media_type))
    kept += [
        _Kept(each.name, each.path, sha256_of_file(each.path), WEBP_TYPE, each.width, each.height)
        for each in (picture.copies if picture else ())
    ]
    return kept


def _file(item_id: int, kept: _Kept) -> MediaFile:
    return MediaFile(
        media_id=item_id,
        variant=kept.variant,
        sha256=kept.sha256,
        bytes=kept.path.stat().st_size,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
        blanks=kept.blanks,
    )


def _describe(item: MediaItem, picture: Picture) -> None:
    item.width, item.height, item.dhash = picture.width, picture.height, picture.dhash
    item.taken_at, item.taken_lon, item.taken_lat = picture.taken_at, picture.lon, picture.lat
    item.faces = picture.faces
    item.in_review = bool(picture.faces)


def _alike(item: MediaItem) -> Select[str]:
    """A select of the person's other pictures that look like this one."""
    differing = cast(MediaItem.dhash.op("#")(literal(item.dhash, BIGINT)), BIT(64))
    return (
        select(MediaItem.code)
        .where(
            MediaItem.uploaded_by == item.uploaded_by,
            MediaItem.id != item.id,
            MediaItem.state == MediaState.READY,
            func.bit_count(differing, type_=Integer) <= ALIKE_BITS,
        )
        .order_by(MediaItem.id.desc())
        .limit(MOST_ALIKE)
    )
