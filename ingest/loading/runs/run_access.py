"""Who may see the runs of a layer, and what was in their files."""

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from core.access.caller import Caller, Territory
from core.access.grant import Action
from core.errors import ForbiddenError
from ingest.loading.runs.run_errors import UnknownRunError
from ingest.staging.runs import Run
from layers.model.layer import Layer
from layers.registry import Catalogue

CREATE_ANY = "<layer>:create"
LOADING = (Action.CREATE, Action.EDIT)
"""Either lets one load files; rows that would need the other wait."""
SENSITIVE = "sensitive"


def require_loader(caller: Caller, layer: Layer) -> None:
    """Require that the caller may load files into the layer. Raises ForbiddenError."""
    if not may_load(caller, layer):
        caller.require(layer.access.room, Action.CREATE)


def may_load(caller: Caller, layer: Layer) -> bool:
    """Whether the caller may make or change any row of the layer."""
    return any(caller.may(layer.access.room, action) for action in LOADING)


def writable_layers(catalogue: Catalogue, caller: Caller) -> tuple[Layer, ...]:
    """The layers into which the caller may load files."""
    return tuple(layer for layer in catalogue.layers if may_load(caller, layer))


def require_writer(catalogue: Catalogue, caller: Caller) -> None:
    """Require that the caller may write any layer at all. Raises ForbiddenError."""
    if not writable_layers(catalogue, caller):
        raise ForbiddenError(CREATE_ANY, field="permission")


def visible_runs(catalogue: Catalogue, caller: Caller) -> Select[Run]:
    """A select of the caller's runs, and of all of layers that they may write everywhere."""
    writable = writable_layers(catalogue, caller)
    everywhere = [layer for layer in writable if _may_load_everywhere(caller, layer)]
    return select(Run).where(
        or_(
            Run.layer.in_([layer.id for layer in everywhere]),
            and_(Run.layer.in_([layer.id for layer in writable]), Run.by_user_id == caller.user_id),
        )
    )


def _may_load_everywhere(caller: Caller, layer: Layer) -> bool:
    return any(caller.territory(layer.access.room, action).everywhere for action in LOADING)


def visible_run(
    session: Session, catalogue: Catalogue, caller: Caller, number: int, *, lock: bool = False
) -> Run:
    """One of the `visible_runs`. Raises UnknownRunError for any other.

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
    maker = run.caller
    is_own = caller.user_id is not None and caller.user_id == run.by_user_id
    if is_own:
        maker = maker.limited_to(caller.grants)
    room = layer.access.room
    guarded = frozenset() if is_own else _guarded_in_file(run, layer)
    for action in (Action.READ_HIDDEN, Action.READ_SEALED, Action.READ_EXACT):
        needed = maker.territory(room, action)
        needs_all = needed.everywhere or action in guarded
        held = caller.territory(room, action)
        if not held.everywhere and (needs_all or not _holds(held, needed)):
            return f"{room}:{action}"
    return None


def _holds(held: Territory, needed: Territory) -> bool:
    """Whether a territory takes in another, as far as their codes tell."""
    return set(needed.codes) <= set(held.codes) and needed.author_id in {None, held.author_id}


def _guarded_in_file(run: Run, layer: Layer) -> frozenset[Action]:
    """The actions that let one see what stands in the file: its maker brought it, others did not.

    That is sealed where a sealed field is filled, and exact where the file says which rows are
    sensitive.
    """
    proposed = {each.get("field") for each in run.proposal.get("columns", ())}
    fields = proposed.union(run.mapping.get("columns", {}))
    sealed = {field.name for field in layer.fields if field.sealed}
    return frozenset(
        action
        for action, names in (
            (Action.READ_SEALED, sealed),
            (Action.READ_EXACT, {SENSITIVE}),
        )
        if not fields.isdisjoint(names)
    )
