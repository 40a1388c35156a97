"""Which archives may no longer be served, because something in them has become secret."""

import threading
import time

from core.database.engine import SessionFactory
from layers.registry import Catalogue
from layers.writing.protection import Marks, protection_marks
from tiles.pmtiles.errors import ArchiveWithdrawnError
from tiles.pmtiles.protection_snapshot import of_layers
from tiles.pmtiles.reader import OpenedArchive

KNOWN_FOR_S = 1.0


class Withdrawal:
    """Compares the marks that archives tell with those of the database.

    The latter are asked for once a second at most. Safe for several threads.
    """

    def __init__(
        self, sessions: SessionFactory, catalogue: Catalogue, known_for_s: float = KNOWN_FOR_S
    ) -> None:
        self._sessions = sessions
        self._layers = {layer.id for layer in catalogue.layers}
        self._known_for_s = known_for_s
        self._lock = threading.Lock()
        self._marks: Marks = {}
        self._asked_at = float("-inf")

    def concerns(self, archive: OpenedArchive) -> bool:
        """Whether the archive is withdrawn.

        So is one that holds a layer of the atlas and tells no marks: nobody knows what is in it.
        """
        told = archive.metadata.get("protections")
        held = [each for each in archive.layers if each in self._layers]
        present = of_layers(self._present(), held)
        return bool(held) and not (isinstance(told, dict) and present.items() <= told.items())

    def require_served(self, archive: OpenedArchive) -> OpenedArchive:
        """The archive. Raises ArchiveWithdrawnError."""
        if self.concerns(archive):
            raise ArchiveWithdrawnError(archive.name, field="name")
        return archive

    def _present(self) -> Marks:
        with self._lock:
            now = time.monotonic()
            if now - self._asked_at >= self._known_for_s:
                with self._sessions() as session:
                    self._marks = protection_marks(session)
                self._asked_at = now
            return self._marks
