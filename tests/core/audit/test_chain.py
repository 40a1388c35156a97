"""The chain of the audit: whatever is done to it behind its back is found, and where."""

# ruff: noqa: S608 - numbers of ours

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.chaining import chain_waiting
from core.audit.entry import AuditEntry, ChainLink
from core.audit.event import TITLES, AuditEvent
from core.audit.recording import AuditSubject, network_of_stranger, record
from core.audit.retention import prune
from core.audit.verification import Breakage, ChainHead, chain_head, verify
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction

WRITER = Caller(7, "Айгүл")
OFF, ON = ("SET session_replication_role = replica", "SET session_replication_role = origin")
"""As a superuser would go round the triggers."""


def written(session: Session, count: int = 5) -> list[int]:
    for number in range(count):
        about = AuditSubject("users", number)
        record(session, WRITER, AuditEvent.GIVE_ROLE, about, changes={"role": [None, "moderator"]})
    session.commit()
    return list(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))


def tampered(session: Session, *statements: str) -> None:
    session.execute(text(OFF))
    for statement in statements:
        session.execute(text(statement))
    session.execute(text(ON))
    session.commit()


def chained(session: Session, sessions: SessionFactory) -> list[int]:
    found = written(session)
    chain_waiting(sessions)
    return found


def test_every_event_is_named_by_room_and_verb_and_has_a_title() -> None:
    assert set(TITLES) == set(AuditEvent)
    assert all(each.value.count(".") == 1 for each in AuditEvent)


def test_untouched_chain_is_sound(session: Session, sessions: SessionFactory) -> None:
    chained(session, sessions)
    found = verify(session)
    assert (found.breakage, found.entries, found.waiting) == (None, 5, 0)
    assert found.head == chain_head(session)


def test_entry_that_waits_is_counted_and_joins_later(
    session: Session, sessions: SessionFactory
) -> None:
    written(session, 2)
    found = verify(session)
    assert (found.breakage, found.entries, found.waiting) == (None, 0, 2)
    assert chain_waiting(sessions) == 2
    assert verify(session).entries == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor_name = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries CASCADE",
        "UPDATE audit_chain SET position = position + 1",
        "DELETE FROM audit_chain",
        "TRUNCATE audit_chain",
    ],
)
def test_nobody_changes_or_removes_an_entry(
    session: Session, sessions: SessionFactory, statement: str
) -> None:
    chained(session, sessions)
    with pytest.raises(DBAPIError, match="only ever added"):
        session.execute(text(statement))


Tampering = Callable[[list[int]], list[str]]
COPY = "INSERT INTO audit_entries (event, actor_name, credential, address, request_id)"
TAMPERINGS: dict[str, tuple[Tampering, Breakage, int | None]] = {
    "changed": (
        lambda ids: [f"UPDATE audit_entries SET actor_name = 'nobody' WHERE id = {ids[2]}"],
        Breakage.CHANGED,
        3,
    ),
    "changed time": (
        lambda ids: [f"UPDATE audit_entries SET at = at - interval '1 day' WHERE id = {ids[1]}"],
        Breakage.CHANGED,
        2,
    ),
    "removed in the middle": (
        lambda ids: [f"DELETE FROM audit_entries WHERE id = {ids[1]}"],
        Breakage.REMOVED,
        2,
    ),
    "removed with its link": (
        lambda ids: [
            f"DELETE FROM audit_entries WHERE id = {ids[3]}",
            f"DELETE FROM audit_chain WHERE entry_id = {ids[3]}",
        ],
        Breakage.REMOVED,
        4,
    ),
    "closed up after removal": (
        lambda ids: [
            f"DELETE FROM audit_entries WHERE id = {ids[1]}",
            "DELETE FROM audit_chain WHERE position = 2",
            "UPDATE audit_chain SET position = position - 1 WHERE position = 3",
            "UPDATE audit_chain SET position = position - 1 WHERE position = 4",
            "UPDATE audit_chain SET position = position - 1 WHERE position = 5",
        ],
        Breakage.CHANGED,
        2,
    ),
    "exchanged": (
        lambda ids: [
            "UPDATE audit_chain SET entry_id = -1 WHERE position = 2",
            f"UPDATE audit_chain SET entry_id = {ids[1]} WHERE position = 3",
            f"UPDATE audit_chain SET entry_id = {ids[2]} WHERE position = 2",
        ],
        Breakage.CHANGED,
        2,
    ),
    "inserted": (
        lambda _: [f"{COPY} VALUES ('users.close', 'x', '', '', '')"],
        Breakage.INSERTED,
        None,
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_where_it_is(
    session: Session, sessions: SessionFactory, name: str
) -> None:
    tampering, breakage, position = TAMPERINGS[name]
    tampered(session, *tampering(chained(session, sessions)))
    found = verify(session)
    assert (found.breakage, found.position) == (breakage, position)


def test_removed_tail_is_found_by_a_head_that_was_kept(
    session: Session, sessions: SessionFactory
) -> None:
    ids = chained(session, sessions)
    head = chain_head(session)
    last = f"WHERE entry_id = {ids[4]}"
    tampered(
        session,
        f"DELETE FROM audit_entries WHERE id = {ids[4]}",
        f"DELETE FROM audit_chain {last}",
    )
    assert verify(session).breakage is None
    assert verify(session, head).breakage is Breakage.TAIL_REMOVED


def test_chain_written_anew_is_found_by_a_head_that_was_kept(
    session: Session, sessions: SessionFactory
) -> None:
    chained(session, sessions)
    head = chain_head(session)
    tampered(
        session,
        "UPDATE audit_entries SET actor_name = 'nobody'",
        "DELETE FROM audit_chain",
        "INSERT INTO audit_unchained SELECT id FROM audit_entries",
    )
    chain_waiting(sessions)
    assert verify(session).breakage is None
    assert verify(session, head).breakage is Breakage.OTHER_HEAD


def test_earlier_head_is_met_on_the_way(session: Session, sessions: SessionFactory) -> None:
    chained(session, sessions)
    head = chain_head(session)
    chained(session, sessions)
    assert verify(session, head).breakage is None
    other = ChainHead(head.position, "0" * 64)
    assert verify(session, other).breakage is Breakage.OTHER_HEAD


def test_old_entries_go_and_the_chain_goes_on(session: Session, sessions: SessionFactory) -> None:
    chained(session, sessions)
    early = chain_head(session)
    tampered(
        session,
        "UPDATE audit_entries SET at = at - interval '10 days' WHERE id IN"
        " (SELECT entry_id FROM audit_chain WHERE position <= 3)",
        "DELETE FROM audit_chain",
        "INSERT INTO audit_unchained SELECT id FROM audit_entries",
    )
    chain_waiting(sessions)
    head = chain_head(session)
    assert head != early
    assert prune(sessions, timedelta(days=5), WRITER) == 3
    assert prune(sessions, timedelta(days=5), WRITER) == 0
    chain_waiting(sessions)
    assert session.scalars(select(ChainLink.position).order_by(ChainLink.position)).all() == [
        4,
        5,
        6,
    ]
    found = verify(session, head)
    assert (found.breakage, found.entries) == (None, 3)


def test_beginning_that_was_cut_off_in_secret_is_found(
    session: Session, sessions: SessionFactory
) -> None:
    chained(session, sessions)
    tampered(
        session,
        "INSERT INTO audit_checkpoints (position, sha256)"
        " SELECT position, sha256 FROM audit_chain WHERE position = 2",
        "DELETE FROM audit_entries WHERE id IN"
        " (SELECT entry_id FROM audit_chain WHERE position <= 2)",
        "DELETE FROM audit_chain WHERE position <= 2",
    )
    assert verify(session).breakage is Breakage.NO_CHECKPOINT_ENTRY


def test_all_is_kept_where_no_end_is_set(session: Session, sessions: SessionFactory) -> None:
    ids = chained(session, sessions)
    assert prune(sessions, None, WRITER) == 0
    assert len(written(session, 0)) == len(ids)


def test_two_programs_make_one_chain(committed_database: str) -> None:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with transaction(sessions) as late:
        record(late, WRITER, AuditEvent.SIGN_OUT)
        with sessions() as session:
            written(session, 3)
        assert chain_waiting(sessions) == 3
    assert chain_waiting(sessions) == 1
    with sessions() as session:
        found = verify(session)
        assert (found.breakage, found.entries) == (None, 4)
    engine.dispose()


def test_strangers_are_known_by_their_network_alone() -> None:
    assert network_of_stranger("203.0.113.77") == "203.0.113.0/24"
    assert network_of_stranger("2001:db8:1:2::/64") == "2001:db8:1::/48"
    assert network_of_stranger("unknown") == ""
