"""A person confirms how a file is read: as proposed, or with what they say otherwise."""

from sqlalchemy.orm import Session

from api.ingest.bodies import ConfirmBody
from core.access.caller import Caller
from core.task_limits import TaskLimits
from ingest.loading.runs.run_moves import confirm, proposed_order
from ingest.proposal.mapping_file import SavedMapping
from ingest.proposal.remembered import remember
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import Run
from layers.registry import Catalogue


def confirm_run(  # noqa: PLR0913, PLR0917 - what, how, of which layers, by whom, within what limits
    session: Session,
    run: Run,
    body: ConfirmBody,
    catalogue: Catalogue,
    caller: Caller,
    limits: TaskLimits,
) -> None:
    """Let the run wait to be loaded, and remember its mapping where that is wished.

    Of another sheet than the proposed one nothing is known yet but what is told. Raises
    InvalidValueError, UnusableReferenceSystemError, RunStateError, FileGoneError.
    """
    body.check_against(run.proposal)
    is_other = body.is_about_another_sheet(run.proposal)
    base = FileOrder.from_json(run.order, catalogue) if is_other else proposed_order(run, catalogue)
    order = body.applied_to(base)
    if body.remember and not is_other:
        filled = {name: column for name, column in order.column_overrides.items() if column}
        columns = [each["column"] for each in run.proposal.get("columns", ())]
        remember(session, caller, columns, SavedMapping.of_order(order, filled))
    dry_run = run.dry_run if body.dry_run is None else body.dry_run
    confirm(session, run, order, dry_run=dry_run, limits=limits)
