from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out, order_run
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import RunState
from layers.registry import Catalogue
from tests.ingest.verdicts import Load, Verdict, verdict_on
from tests.world.drawing import draw_country

OPERATOR = Caller(name="operator", grants=grants_of(["*"]))


@pytest.fixture
def load(session: Session, sessions: SessionFactory, catalogue: Catalogue) -> Load:
    """Loads a file into the monuments, or another layer, of the drawn country."""
    draw_country(session)
    session.commit()

    def load_path(
        path: Path,
        layer: str = "monuments",
        *,
        caller: Caller = OPERATOR,
        dry_run: bool = False,
        **told: Any,
    ) -> Verdict:
        order = FileOrder(path, catalogue.layer(layer), **told)
        run = order_run(session, order, caller, dry_run=dry_run)
        session.commit()
        run = carry_out(sessions, run.id, catalogue)
        assert run.error is None
        assert run.state == RunState.DONE
        assert None not in (run.loaded, run.unchanged, run.waiting, run.rejected)
        assert run.read == run.loaded + run.unchanged + run.waiting + run.rejected  # type: ignore[operator]
        session.expire_all()
        return verdict_on(session, run)

    return load_path
