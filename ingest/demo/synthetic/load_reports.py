"""Synthetic citizen reports into the database: batch by batch, in the caller's transaction."""

import numpy as np
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.database.copy_text import copy_text
from core.progress import Progress, silent
from core.text import Text
from ingest.demo.synthetic.bulk import bulk_load, reserved_ids
from ingest.demo.synthetic.places import Country
from ingest.demo.synthetic.report_rows import ReportWriter
from ingest.demo.synthetic.reports import ReportGenerator
from ingest.demo.synthetic.wanted import Wanted
from layers.days import first_instant
from layers.model.layer import Layer
from layers.regions.attribution import attribute
from layers.writing.history import append_copied

LOADING_REPORTS = Text(
    "Азаматтық бақылау өтінімдері (жасанды)",
    "Заявки гражданского контроля (синтетические)",
    "Citizen-control reports (synthetic)",
)
CHECKING_REGIONS = Text(
    "Өтінімдердің өңірлерін тексеру", "Проверка регионов заявок", "Checking the reports' regions"
)
ROWS_STREAM = 10


def load_reports(
    session: Session, layer: Layer, wanted: Wanted, country: Country, progress: Progress = silent
) -> int:
    """How many reports were written, with their evidence, comments and history.

    The region codes are written with the rows and then checked against the database's own
    attribution, which corrects what differs.
    """
    table = layer.table.__tablename__
    evidence, comments = (
        layer.child(child).table.__tablename__ for child in ("evidence", "comments")
    )
    first_id = reserved_ids(session, table, wanted.total)
    now_s = int(first_instant(wanted.today).timestamp())
    writer = ReportWriter(wanted.seed, first_id, now_s, country.regions.chains)
    written = 0
    with bulk_load(session):
        for batch in ReportGenerator(wanted, country).batches():
            rng = np.random.default_rng([wanted.seed, ROWS_STREAM, batch.start])
            rows = writer.rows(batch, rng)
            written += copy_text(session, table, rows.reports)
            copy_text(session, evidence, rows.evidence)
            copy_text(session, comments, rows.comments)
            append_copied(session, rows.history)
            progress(LOADING_REPORTS, written, wanted.total)
        progress(CHECKING_REGIONS, 0, wanted.total)
        attribute(session, [layer])
        progress(CHECKING_REGIONS, wanted.total, wanted.total)
    for name in (evidence, comments, "history"):
        session.execute(text(f"ANALYZE {name}"))
    return written
