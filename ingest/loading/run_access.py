"""Who may see the runs of a layer, and what was in their files."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.errors import ForbiddenError
from ingest.loading.run_errors import UnknownRunError
from ingest.staging.runs import Run
from layers.model.layer import Layer
from layers.registry import Catalogue

WRITE_ANY = "<layer>:write"
SENSITIVE = "sensitive"


def caller_of_run(run: Run) -> Caller:
    """Who ordered the run, with what the run may do."""
    return Caller(run.by_user_id, run.by_name, frozenset(run.permissions))


def writable_layers(catalogue: Catalogue, caller: Caller) -> tuple[Layer, ...]:
    """The layers that the caller may write."""
    return tuple(layer for layer in catalogue.layers if caller.may(layer.access.write))


def require_writer(catalogue: Catalogue, caller: Caller) -> None:
    """Require that the caller may write any layer at all. Raises ForbiddenError."""
    if not writable_layers(catalogue, caller):
        raise ForbiddenError(WRITE_ANY, field="permission")


def visible_runs(catalogue: Catalogue, caller: Caller) -> Select[Run]:
    """A select of the runs of the layers that the caller may write."""
    return select(Run).where(
        Run.layer.in_([layer.id for layer in writable_layers(catalogue, caller)])
    )


def visible_run(
    session: Session, catalogue: Catalogue, caller: Caller, number: int, *, lock: bool = False
) -> Run:
    """One run of a layer that the caller may write. Raises UnknownRunError for any other.

    With `lock` nobody else can change it before the transaction ends.
    """
    query = visible_runs(catalogue, caller).where(Run.id == number)
    run = session.scalar(query.with_for_update(key_share=True) if lock else query)
    if run is None:
        raise UnknownRunError(number, field="run")
    return run


def may_see_content(run: Run, layer: Layer, caller: Caller) -> bool:
    """Whether the caller may see what the run says of its rows and of the atlas' objects."""
    return _lacking(run, layer, caller) is None


def require_content(run: Run, layer: Layer, caller: Caller) -> None:
    """Require that the caller may see the rows. Raises ForbiddenError with the permission."""
    permission = _lacking(run, layer, caller)
    if permission is not None:
        raise ForbiddenError(permission, field="permission")


def _lacking(run: Run, layer: Layer, caller: Caller) -> str | None:
    """A permission to see more that the run was made with and that the caller does not have.

    What a run tells of hidden, sealed or exactly placed objects is what its caller might see.
    """
    maker = caller_of_run(run)
    is_own = caller.user_id is not None and caller.user_id == run.by_user_id
    if is_own:
        maker = maker.limited_to(caller.permissions)
    access = layer.access
    guarded = frozenset() if is_own else _guarded_in_file(run, layer)
    for permission in (access.see_hidden, access.see_sealed, access.see_exact):
        is_needed = maker.may(permission) or permission in guarded
        if is_needed and not caller.may(permission):
            return permission
    return None


def _guarded_in_file(run: Run, layer: Layer) -> frozenset[str]:
    """The permissions to see what stands in the file: its maker brought it, others did not.

    That is sealed where a sealed field is filled, and exact where the file says which rows are
    sensitive.
    """
    proposed = {each.get("field") for each in run.proposal.get("columns", ())}
    fields = proposed.union(run.mapping.get("columns", {}))
    sealed = {field.name for field in layer.fields if field.sealed}
    return frozenset(
        permission
        for permission, names in (
            (layer.access.see_sealed, sealed),
            (layer.access.see_exact, {SENSITIVE}),
        )
        if not fields.isdisjoint(names)
    )
