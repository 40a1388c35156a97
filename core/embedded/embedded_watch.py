"""The private server is started again when it dies under a program that needs it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.embedded.cluster import EmbeddedCluster
from core.errors import AtlasError

log = logging.getLogger("atlas.database")

LOOKED_AT_EVERY_S = 0.5
AFTER_FAILURE_S = 10.0


@contextmanager
def revived(cluster: EmbeddedCluster) -> Iterator[None]:
    """A server that is killed within the block runs again soon; one that is stopped does not.

    Several programs may watch one cluster: only one of them at a time starts a server.
    """
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=[cluster, ended], daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        watch.join()


def _watch(cluster: EmbeddedCluster, ended: threading.Event) -> None:
    pause_s = LOOKED_AT_EVERY_S
    while not ended.wait(pause_s):
        pause_s = LOOKED_AT_EVERY_S
        try:
            if cluster.revive():
                log.warning("the private database had died and was started again")
        except (AtlasError, OSError):
            log.exception("the private database has died and could not be started again")
            pause_s = AFTER_FAILURE_S
