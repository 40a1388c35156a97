"""Kept copies and counts are true after every merge, whatever was written."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.derived.merge import merge_on
from layers.registry import Catalogue
from tests.layers.sample_rows import add_row


def test_every_layer_takes_a_row_in(session: Session, catalogue: Catalogue) -> None:
    for layer in catalogue.layers:
        add_row(session, layer)

    taken = merge_on(session.connection(), catalogue)

    assert taken == len(catalogue.layers)
    assert session.scalar(text("SELECT count(*) FROM change_queue")) == 0
    assert session.scalar(text("SELECT count(*) FROM kept_points_citizen_reports")) == 1
    assert session.scalar(text("SELECT sum(count) FROM kept_cells_citizen_reports")) == 12 + 10
