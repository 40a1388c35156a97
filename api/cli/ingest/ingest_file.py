"""`tuganzher ingest FILE`: officers' files into a layer, with an account of every row."""

import getpass
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from api.cli.connection import writing_sessions
from api.cli.ingest.ingest_carrying import carried_out
from api.cli.ingest.ingest_phrases import FileMessages, ProposalMessages
from api.cli.ingest.ingest_proposal import confirmed
from api.cli.ingest.ingest_result import facts_of, tell, tell_table, write_audit_file
from api.cli.output.terminal import Terminal
from api.cli.pairs import pairs_of
from core.access.caller import Caller, operator_called
from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError, InvalidValueError, NotFoundError
from ingest.auditing.audit_return import as_audited
from ingest.loading.runs.run import order_run
from ingest.mapping.mapping import folded
from ingest.proposal.mapping_file import SavedMapping, read_mapping, write_mapping
from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder, MatchRule, ToldTerms
from ingest.sandbox.incoming import InputFiles, incoming
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.sandbox.reading_process import start_nursery
from ingest.sandbox.sandboxed_table import properties_of_file
from ingest.staging.runs import Run, RunState
from ingest.values.constants import check_constants
from layers.model.imported_children import field_to_fill
from layers.model.layer import Layer
from layers.registry import Catalogue, load_catalogue

FAILED = 1
"""The exit code where a file could not be read or its order not be followed."""
INCOMPLETE = 5
"""The exit code where rows wait or were rejected."""


class NotConfirmedError(AtlasError):
    """A person has looked at the proposal and refused it."""

    phrase = ProposalMessages.NOT_CONFIRMED


class NothingToResumeError(NotFoundError):
    """No load of the file, or of any file, was cut short."""

    phrase = FileMessages.NOTHING_TO_RESUME


@dataclass(frozen=True, slots=True)
class Way:
    """How the files are to be loaded and told about."""

    dry_run: bool
    yes: bool
    as_json: bool
    audit: Path | None
    save_mapping: Path | None

    @property
    def asks(self) -> bool:
        """Whether a person is there who can be asked."""
        return not (self.yes or self.as_json or self.dry_run) and sys.stdin.isatty()


def file(  # noqa: PLR0913 - each is one thing that a person may say of a file
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="FILE…", help=FileMessages.PATHS.en)
    ] = None,
    *,
    layer: Annotated[str | None, typer.Option(help=FileMessages.LAYER.en)] = None,
    mapping: Annotated[Path | None, typer.Option(help=FileMessages.MAPPING.en)] = None,
    save_mapping: Annotated[Path | None, typer.Option(help=FileMessages.SAVE_MAPPING.en)] = None,
    crs: Annotated[str | None, typer.Option(help=FileMessages.CRS.en)] = None,
    source: Annotated[str | None, typer.Option(help=FileMessages.SOURCE.en)] = None,
    key: Annotated[str | None, typer.Option(help=FileMessages.KEY.en)] = None,
    sheet: Annotated[str | None, typer.Option(help=FileMessages.SHEET.en)] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", help=FileMessages.MAP.en)] = None,
    values: Annotated[list[str] | None, typer.Option("--value", help=FileMessages.VALUE.en)] = None,
    constants: Annotated[list[str] | None, typer.Option("--set", help=FileMessages.SET.en)] = None,
    matches: Annotated[MatchRule | None, typer.Option(help=FileMessages.MATCHES.en)] = None,
    erase_empty: Annotated[
        bool, typer.Option("--erase-empty", help=FileMessages.ERASE_EMPTY.en)
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=FileMessages.DRY_RUN.en)] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=FileMessages.YES.en)] = False,
    resume: Annotated[bool, typer.Option("--resume", help=FileMessages.RESUME.en)] = False,
    audit: Annotated[Path | None, typer.Option(help=FileMessages.AUDIT.en)] = None,
    as_json: Annotated[bool, typer.Option("--json", help=FileMessages.JSON.en)] = False,
) -> None:
    """Loads files and says what became of every row."""
    terminal: Terminal = context.obj
    start_nursery()
    catalogue = load_catalogue()
    way = Way(dry_run, yes, as_json, audit, save_mapping)
    with writing_sessions(terminal.settings, catalogue) as sessions:
        if resume:
            runs = [_resumed(terminal, sessions, catalogue, way, paths or [])]
        else:
            saved = read_mapping(mapping, catalogue) if mapping else None
            target = _layer(terminal, catalogue, layer, saved)
            told = _Told(saved, source, crs, key, sheet, columns, values, constants, matches,
                         erase_empty)  # fmt: skip
            runs = [
                _loaded(terminal, sessions, catalogue, told.order(path, target), way)
                for path in _found(terminal, paths or [])
            ]
        _end(terminal, sessions, runs, way)
    if any(run.state == RunState.FAILED for run in runs):
        raise typer.Exit(FAILED)
    if any(run.state != RunState.DONE or run.waiting or run.rejected for run in runs):
        raise typer.Exit(INCOMPLETE)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the options say, the same for every file; they go before the mapping file."""

    mapping: SavedMapping | None
    source: str | None
    crs: str | None
    key: str | None
    sheet: str | None
    columns: list[str] | None
    values: list[str] | None
    constants: list[str] | None
    matches: MatchRule | None
    erase_empty: bool

    def order(self, path: Path, layer: Layer) -> FileOrder:
        """The order for one file. Raises InvalidValueError for what no field takes."""
        order = FileOrder(
            path,
            layer,
            source=self.source,
            sheet=self.sheet,
            crs=self.crs,
            key_column=self.key,
            column_overrides=pairs_of("map", self.columns, may_be_empty=True),
            told_terms=told_terms(layer, self.values),
            matches=self.matches or MatchRule.WAIT,
            trust_detected=False,
            constants=pairs_of("set", self.constants),
            erase_empty=self.erase_empty,
        )
        order = self.mapping.told_in(order) if self.mapping else order
        check_constants(layer, order.constants, order.column_overrides, order.told_terms)
        return as_audited(order, properties_of_file(path, LOCAL_LIMITS))


def _found(terminal: Terminal, arguments: list[str]) -> list[Path]:
    """The files that the arguments stand for; what is left aside is told."""
    if not arguments:
        needed = FileMessages.FILE_NEEDED.in_language(terminal.language)
        raise typer.BadParameter(needed, param_hint="FILE")
    into = terminal.settings.data_folder / "incoming"
    found: list[InputFiles] = [incoming(argument, into) for argument in arguments]
    for each in found:
        for path in each.left_out:
            terminal.warn(FileMessages.LEFT_OUT, path=path.name)
    return [path for each in found for path in each.files]


def _layer(
    terminal: Terminal, catalogue: Catalogue, told: str | None, saved: SavedMapping | None
) -> Layer:
    """The layer that is told, else that of the mapping file."""
    layer_id = told or (saved and saved.layer)
    if not layer_id:
        needed = FileMessages.LAYER_NEEDED.in_language(terminal.language)
        raise typer.BadParameter(needed, param_hint="--layer")
    return catalogue.layer(layer_id)


def told_terms(layer: Layer, written: list[str] | None) -> ToldTerms:
    """Codes by field and value. Raises InvalidValueError, UnknownFieldError, UnknownTermError."""
    terms: dict[tuple[str, str], str] = {}
    for left, code in pairs_of("value", written).items():
        name, colon, value = left.partition(":")
        vocabulary = field_to_fill(layer, name).vocabulary
        if not colon or vocabulary is None:
            raise InvalidValueError(left, field="value", hint=FileMessages.VALUE_HINT)
        terms[name, folded(value)] = vocabulary.term(code).code
    return terms


def operator() -> Caller:
    """Who sits at the terminal of the machine: they may do everything."""
    return operator_called(getpass.getuser())


def _loaded(
    terminal: Terminal,
    sessions: SessionFactory,
    catalogue: Catalogue,
    order: FileOrder,
    way: Way,
) -> Run:
    """The run of one file, carried out. Raises NotConfirmedError."""
    if way.asks or way.yes:
        with sessions() as session:
            proposal = survey(session, order, caller=operator())
            settled = replace(proposal.accepted, trust_detected=True)
            agreed = way.yes or confirmed(terminal, proposal.as_json())
        if not agreed:
            raise NotConfirmedError(order.path.name)
        order = settled
    with transaction(sessions) as session:
        run_id = order_run(session, order, operator(), dry_run=way.dry_run).id
    run = carried_out(terminal, sessions, catalogue, run_id, shown=not way.as_json)
    if way.save_mapping is not None:
        write_mapping(
            way.save_mapping, SavedMapping.of_order(order, run.mapping.get("columns", {}))
        )
    return run


def _resumed(
    terminal: Terminal,
    sessions: SessionFactory,
    catalogue: Catalogue,
    way: Way,
    paths: list[str],
) -> Run:
    """The newest run that was cut short, of the file if one is named, now carried out."""
    unfinished = (RunState.QUEUED, RunState.READING, RunState.WRITING, RunState.STOPPED)
    query = select(Run.id).where(Run.state.in_(unfinished)).order_by(Run.id.desc()).limit(1)
    if paths:
        query = query.where(Run.file_name.in_([Path(path).name for path in paths]))
    with sessions() as session:
        run_id = session.scalar(query)
    if run_id is None:
        raise NothingToResumeError(", ".join(paths))
    return carried_out(terminal, sessions, catalogue, run_id, shown=not way.as_json)


def _end(terminal: Terminal, sessions: SessionFactory, runs: list[Run], way: Way) -> None:
    """Tell about the runs, and write the audit if it was asked for."""
    with sessions() as session:
        if way.as_json:
            facts = [facts_of(session, run) for run in runs]
            terminal.give(facts[0] if len(facts) == 1 else facts)
        else:
            for run in runs:
                tell(terminal, session, run)
            if len(runs) > 1:
                tell_table(terminal, runs)
        if way.audit is not None:
            for run in runs:
                path = way.audit if len(runs) == 1 else _numbered(way.audit, run)
                write_audit_file(terminal, session, run, path)


def _numbered(path: Path, run: Run) -> Path:
    return path.with_name(f"{path.stem}-{run.id}{path.suffix}")
