"""What belongs to nothing any more: links to removed objects, and files without any link."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.media.media_folder import MediaFolder
from core.media.media_item import MediaItem, MediaState
from core.media.tidying import MediaTidying
from core.media_settings import MediaSettings
from core.settings import Settings
from layers.media.media_link import MediaLink
from layers.model.layer import Layer
from layers.registry import Catalogue


def tidy_media(settings: Settings, catalogue: Catalogue, sessions: SessionFactory) -> None:
    """Remove links to nothing, files without links, uploads given up, and bytes of no record."""
    now = settings.clock.now()
    tidy_links(sessions, catalogue, settings.media, now)
    folder = MediaFolder(settings.media_folder, settings.media)
    MediaTidying(sessions, folder).tidy(now)


def tidy_links(
    sessions: SessionFactory, catalogue: Catalogue, settings: MediaSettings, now: datetime
) -> int:
    """How many files were let go that belonged to nothing for long."""
    with transaction(sessions) as session:
        for layer in catalogue.layers:
            _remove_links_to_nothing(session, layer)
        linked = exists(select(MediaLink.id).where(MediaLink.media_id == MediaItem.id))
        old = MediaItem.changed_at < now - settings.unlinked_kept
        unlinked = delete(MediaItem).where(MediaItem.state == MediaState.READY, old, ~linked)
        gone = session.execute(
            unlinked.returning(MediaItem.id), execution_options={"synchronize_session": False}
        )
        return len(gone.all())


def _remove_links_to_nothing(session: Session, layer: Layer) -> None:
    there = exists(select(layer.table.id).where(layer.table.id == MediaLink.feature_id))
    session.execute(
        delete(MediaLink).where(MediaLink.layer == layer.id, ~there),
        execution_options={"synchronize_session": False},
    )
