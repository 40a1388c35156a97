"""Every change of a layer's rows is in the queue, in the transaction that made it."""

from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from tests.layers.materialized.kept import add_endangered, add_report

EXACT = "POINT(71.23456 51.23456)"


def queued(session: Session) -> list[Row[Any]]:
    query = text(
        "SELECT layer, feature_id, sign, ST_AsText(box) AS box, hidden, synthetic, kind, state,"
        " day, further, passes_codes FROM change_queue ORDER BY seq"
    )
    return list(session.execute(query))


def emptied(session: Session) -> None:
    session.execute(text("DELETE FROM change_queue"))


def test_new_row_is_queued_as_what_it_is(session: Session) -> None:
    report = add_report(session.connection(), topic="water", state="assigned")

    (row,) = queued(session)
    assert (row.layer, row.feature_id, row.sign) == ("citizen_reports", report, 1)
    assert (row.kind, row.state, row.hidden, row.synthetic) == ("water", "assigned", False, False)
    assert row.box == "POINT(71 51)"
    assert str(row.day) == "2026-03-06"  # half past one at night in Kazakhstan


def test_update_queues_what_was_before_what_is(session: Session) -> None:
    report = add_report(session.connection())
    emptied(session)

    session.execute(text("UPDATE citizen_reports SET visibility = 'hidden'"))

    assert [(row.feature_id, row.sign, row.hidden) for row in queued(session)] == [
        (report, -1, False),
        (report, 1, True),
    ]


def test_delete_queues_what_was(session: Session) -> None:
    report = add_report(session.connection())
    emptied(session)

    session.execute(text("DELETE FROM citizen_reports"))

    assert [(row.feature_id, row.sign) for row in queued(session)] == [(report, -1)]


def test_bulk_load_is_queued_too(session: Session) -> None:
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    add_report(session.connection())
    assert [row.sign for row in queued(session)] == [1]


def test_undone_change_is_not_queued(session: Session) -> None:
    with session.begin_nested() as attempt:
        add_report(session.connection())
        attempt.rollback()
    assert queued(session) == []


def test_area_is_queued_by_its_box(session: Session) -> None:
    add_endangered(session.connection(), "POLYGON((70 50, 71 50, 71 51, 70 50))")
    assert queued(session)[0].box == "POLYGON((70 50,70 51,71 51,71 50,70 50))"


def test_exact_place_of_a_sensitive_object_is_not_queued(session: Session) -> None:
    add_endangered(session.connection(), EXACT, sensitive=True)
    assert queued(session)[0].box == "POINT(71.25 51.25)"


def test_codes_of_lists_are_queued_one_by_one(session: Session) -> None:
    session.execute(
        text(
            "INSERT INTO tourist_routes (name_kk, difficulty, modes, geom) VALUES ('Жол', 'easy',"
            " '{car,foot}', ST_GeomFromText('LINESTRING(70 50, 71 51)', 4326))"
        )
    )
    (row,) = queued(session)
    assert (row.kind, row.further) == ("easy", ["modes:car", "modes:foot"])
    assert row.passes_codes == []


def test_emptied_layer_leaves_nothing_queued_and_is_to_be_built_anew(session: Session) -> None:
    add_report(session.connection())
    session.execute(text("TRUNCATE citizen_reports CASCADE"))

    assert queued(session) == []
    built = text("SELECT count(*) FROM derived_state WHERE layer = 'citizen_reports'")
    assert session.scalar(built) == 0
