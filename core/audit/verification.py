"""Whether the audit is as it was written: the chain walked from its beginning, in little memory."""

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, literal, select
from sqlalchemy.orm import Session

from core.audit.chain import beginning, entry_columns, head, link_after
from core.audit.entry import AuditEntry, ChainLink, UnchainedEntry
from core.audit.event import AuditEvent

ROWS_AT_ONCE = 1000


class Breakage(StrEnum):
    """What is wrong at the first place where something is."""

    REMOVED = "removed"
    """An entry, or its link, is no longer there."""
    CHANGED = "changed"
    """An entry is not the one that its link vouches for: changed, exchanged or moved."""
    HISTORY_CHANGED = "history_changed"
    """The row of the history is not the one that the entry vouches for."""
    INSERTED = "inserted"
    """An entry never joined the chain."""
    TAIL_REMOVED = "tail_removed"
    """The chain is shorter than a head that was noted."""
    OTHER_HEAD = "other_head"
    """The chain is another one than that of a head that was noted."""
    NO_CHECKPOINT_ENTRY = "no_checkpoint_entry"
    """Nothing in the chain tells of the checkpoint behind which it begins."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A position in the chain, and the link there."""

    position: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of the walk."""

    entries: int
    waiting: int
    """Entries that have not joined the chain yet."""
    head: ChainHead
    breakage: Breakage | None = None
    position: int | None = None
    """In the chain, of the first place where something is wrong."""
    entry_id: int | None = None


def chain_head(session: Session) -> ChainHead:
    """The end of the chain, to be kept where nobody who can change the database can change it."""
    position, link = head(session)
    return ChainHead(position, link.hex())


def verify(session: Session, noted: ChainHead | None = None) -> Verified:
    """What the walk finds; nothing is wrong where `breakage` is None.

    The session should read one snapshot. `noted` is a head that was kept elsewhere.
    """
    waiting = session.scalars(select(func.count()).select_from(UnchainedEntry)).one()
    walk = _Walk(session, noted)
    found = walk.first_breakage() or _beside_chain(session) or walk.breakage_of_head()
    breakage, position, entry_id = found or (None, None, None)
    last = ChainHead(walk.position, walk.link.hex())
    return Verified(walk.entries, waiting, last, breakage, position, entry_id)


Found = tuple[Breakage, int | None, int | None]


class _Walk:
    """The chain, link by link."""

    def __init__(self, session: Session, noted: ChainHead | None) -> None:
        self._session = session
        self._noted = noted
        self.position, self.link = beginning(session)
        self._begun = self.position, self.link
        self._met = noted is None or noted == self._here()
        self._tells_of_beginning = self.position == 0
        self.entries = 0

    def first_breakage(self) -> Found | None:
        """The first link that does not follow from the one before."""
        query = _links(self.position)
        result = self._session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
        with closing(result):
            for row in result:
                found = self._step(row)
                if found:
                    return found
        if not self._tells_of_beginning:
            return Breakage.NO_CHECKPOINT_ENTRY, self._begun[0], None
        return None

    def breakage_of_head(self) -> Found | None:
        """What is wrong with the chain as seen from the noted head."""
        if self._met or self._noted is None or self._noted.position < self._begun[0]:
            return None
        is_shorter = self._noted.position > self.position
        return (
            Breakage.TAIL_REMOVED if is_shorter else Breakage.OTHER_HEAD,
            self.position + 1 if is_shorter else self._noted.position,
            None,
        )

    def _step(self, row: Row[*tuple[Any, ...]]) -> Found | None:
        expected = self.position + 1
        if row.position != expected or row.id is None:
            return Breakage.REMOVED, expected, row.entry_id if row.position == expected else None
        link = link_after(self.link, row)
        if link != row.link:
            return Breakage.CHANGED, expected, row.entry_id
        if row.history_sha256 != row.present_sha256:
            return Breakage.HISTORY_CHANGED, expected, row.entry_id
        self.position, self.link = expected, link
        self.entries += 1
        self._met = self._met or self._noted == self._here()
        self._tells_of_beginning = self._tells_of_beginning or self._is_told_by(row)
        return None

    def _is_told_by(self, row: Row[*tuple[Any, ...]]) -> bool:
        position, link = self._begun
        told = {"position": position, "sha256": link.hex()}
        return bool(row.event == AuditEvent.PRUNE_AUDIT and told.items() <= row.facts.items())

    def _here(self) -> ChainHead:
        return ChainHead(self.position, self.link.hex())


def _links(behind: int) -> Select[*tuple[Any, ...]]:
    present = func.audit_history_digest(AuditEntry.history_id).label("present_sha256")
    return (
        select(
            ChainLink.position,
            ChainLink.entry_id,
            ChainLink.sha256.label("link"),
            present,
            *entry_columns(),
        )
        .outerjoin(AuditEntry, AuditEntry.id == ChainLink.entry_id)
        .where(ChainLink.position > behind)
        .order_by(ChainLink.position)
    )


def _beside_chain(session: Session) -> Found | None:
    """An entry that is neither in the chain nor waits to join it."""
    is_chained = select(literal(1)).where(ChainLink.entry_id == AuditEntry.id).exists()
    waits = select(literal(1)).where(UnchainedEntry.entry_id == AuditEntry.id).exists()
    beside = select(AuditEntry.id).where(~is_chained, ~waits).order_by(AuditEntry.id).limit(1)
    entry_id = session.scalar(beside)
    return None if entry_id is None else (Breakage.INSERTED, None, entry_id)
