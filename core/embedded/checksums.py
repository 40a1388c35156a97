"""Checksums of the private cluster's pages: a page that a disk has damaged is told, not served."""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from core.embedded.postgres import Account, Postgres

log = logging.getLogger("atlas.database")

LARGEST_BYTES = 2 * 1024**3
"""A larger cluster is not rewritten while somebody waits for its start."""
SHUT_DOWN = "shut down"
STATE = re.compile(r"^Database cluster state: +(.+)$", re.MULTILINE)
VERSION = re.compile(r"^Data page checksum version: +(\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Control:
    """What the cluster's control file says."""

    state: str
    checksums: bool


def control_of(postgres: Postgres, account: Account, folder: Path) -> Control:
    """What the control file of a cluster says, running or not."""
    told = postgres.run(account, "pg_controldata", "--pgdata", str(folder))
    state, version = STATE.search(told), VERSION.search(told)
    return Control(state[1] if state else "", bool(version and int(version[1])))


def enable_checksums(postgres: Postgres, account: Account, folder: Path) -> None:
    """Give checksums to a stopped cluster that was made without, if it is small and ended well.

    When this is cut off the cluster is as it was, without checksums. After a crash the pages have
    to be recovered first: the next start but one does it.
    """
    control = control_of(postgres, account, folder)
    if control.checksums or control.state != SHUT_DOWN:
        return
    if _size(folder) > LARGEST_BYTES:
        log.warning("the private database has no checksums; see “tuganzher database checksums”")
        return
    add_checksums(postgres, account, folder)


def add_checksums(postgres: Postgres, account: Account, folder: Path) -> None:
    """Give checksums to a cluster that was shut down. Raises ProgramFailedError."""
    postgres.run(account, "pg_checksums", "--enable", "--pgdata", str(folder))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.joinpath("base").rglob("*") if path.is_file())
