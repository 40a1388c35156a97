"""What is removed of media that nobody needs: uploads given up, leftovers, bytes of no record."""

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import file_time_s
from core.database.engine import SessionFactory, transaction
from core.media.finishing import HOLD, Finishing
from core.media.formats import RefusedMediaError
from core.media.media_folder import MediaFolder, UploadLockedError, held
from core.media.media_item import MediaFile, MediaItem, MediaState

log = logging.getLogger("atlas.media")

UNFINISHED = timedelta(minutes=2)
"""A file that has been whole for so long was left by a process that is gone."""
LEFT_BEHIND_S = 86_400.0
BYTES_OF_NO_RECORD_S = 3600.0


@dataclass(frozen=True, slots=True)
class MediaTidying:
    """Looks after what was left behind."""

    sessions: SessionFactory
    folder: MediaFolder

    def tidy(self, now: datetime) -> None:
        """Finish what is whole, remove what was given up, and bytes of which nothing is known."""
        finished = self.finish_whole(now)
        given_up = self.remove_given_up(now)
        left = self.remove_left_behind(file_time_s() - LEFT_BEHIND_S)
        bytes_removed = self.remove_bytes(file_time_s() - BYTES_OF_NO_RECORD_S)
        facts = {"finished": finished, "given_up": given_up, "left": left, "bytes": bytes_removed}
        log.info("tidied up media", extra={"facts": facts})

    def finish_whole(self, now: datetime) -> int:
        """How many files were made ready whose process had gone."""
        with self.sessions() as session:
            whole = select(MediaItem.code).where(
                MediaItem.state == MediaState.WHOLE, MediaItem.created_at < now - UNFINISHED
            )
            codes = list(session.scalars(whole))
        for code in codes:
            with suppress(RefusedMediaError, UploadLockedError):
                Finishing(self.sessions, self.folder).finish(code)
        return len(codes)

    def remove_given_up(self, now: datetime) -> int:
        """How many uploads were removed that nobody went on with, or that were refused."""
        gone = MediaItem.state.in_((MediaState.ARRIVING, MediaState.REFUSED))
        with self.sessions() as session:
            expired = select(MediaItem.id, MediaItem.code).where(gone, MediaItem.expires_at < now)
            found = session.execute(expired).all()
        for number, code in found:
            with suppress(UploadLockedError), held(self.folder.arriving(code)) as file:
                with transaction(self.sessions) as session:
                    self._remove(session, number)
                file.remove()
        return len(found)

    def remove_left_behind(self, older_than_s: float) -> int:
        """How many files were removed of which there is no upload any more."""
        removed = 0
        for path in list(self.folder.left_behind(older_than_s)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
                removed += 1
            elif not self._is_under_way(path.name):
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def remove_bytes(self, older_than_s: float) -> int:
        """How many bytes' hashes were let go that no record uses."""
        store, removed = self.folder.store, 0
        for sha256 in list(store.hashes(older_than_s)):
            with transaction(self.sessions) as session:
                session.execute(HOLD, {"sha256": sha256})
                used = select(MediaFile.media_id).where(MediaFile.sha256 == sha256).limit(1)
                if session.scalar(used) is None:
                    store.remove(sha256)
                    removed += 1
        return removed

    def _is_under_way(self, code: str) -> bool:
        with self.sessions() as session:
            under_way = MediaItem.state.in_((MediaState.ARRIVING, MediaState.WHOLE))
            named = select(MediaItem.id).where(MediaItem.code == code, under_way)
            return session.scalar(named) is not None

    @staticmethod
    def _remove(session: Session, number: int) -> None:
        item = session.get(MediaItem, number, with_for_update=True)
        if item is not None and item.state in {MediaState.ARRIVING, MediaState.REFUSED}:
            session.delete(item)
