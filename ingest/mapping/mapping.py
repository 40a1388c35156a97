"""Which column of a file fills which field of a layer: told, or proposed by name and by value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from core.errors import InvalidValueError
from core.text import Language
from ingest.mapping.column_evidence import ColumnBy, ColumnEvidence, language_of
from ingest.mapping.header_names import NEAR, ONLY_IF_FITTING, ONLY_POSSIBLE, HeaderNames, Naming
from ingest.mapping.headers import preferred_language
from ingest.mapping.mapping_names import CLAIMS, NAMING_WORDS, PLACE_NAMES, LocationPart, folded
from ingest.mapping.value_fit import are_slugs, fits
from ingest.mapping.written_language import Spoken, languages_of
from ingest.reading.survey.split_choices import split_choices
from ingest.regions.boundaries.boundary_file import UnknownColumnError
from ingest.rows.table import Cell
from layers.model.field import Field
from layers.model.imported_children import child_fields, child_names, drawn_column, drawn_series
from layers.model.imported_states import state_fields, state_names
from layers.model.layer import GeometryKind, Layer
from layers.writing.row_checks import WRITTEN_BY_ATLAS

__all__ = ["ColumnMapping", "ColumnNames", "LocationPart", "column_named", "folded"]

TAKEN_FROM = 55
"""A column fills a field from this score on; below, the field is only named as possible."""
SET_BY_THE_LOAD = frozenset({"source", "source_key"})
PAIRS = ((LocationPart.LATITUDE, LocationPart.LONGITUDE), (LocationPart.X, LocationPart.Y))
"""Halves of a place; neither is taken by its values alone without the other."""
BESIDE_OTHERS = 60
"""The score of a column of texts in any language that fills what other columns leave empty."""
BY_LETTERS, AGAINST_LETTERS = 90, 85
"""The scores of the fields that the letters of a column and the word over it speak for."""
UNFITTING = 20
"""How far behind others a column is that has the word, and not the values, of a coded field."""
EMPTY_FIELD = ""
"""Told as the column of a field that is to stay empty."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The file's column of each field or place; `near` are those that were only spelt nearly so.

    `by_value` are fields whose column only its values speak for: nothing is read so before a person
    has confirmed it. `unknown` columns are not read. `evidence` holds all that speaks for any
    field, the best first.
    """

    columns: Mapping[str, str]
    near: tuple[str, ...]
    unknown: tuple[str, ...]
    by_value: tuple[str, ...] = ()
    evidence: tuple[ColumnEvidence, ...] = field(default=(), repr=False)

    def column_of(self, field: str) -> str | None:
        """The column from which a field is filled: its own, or one of texts in any language."""
        spoken = Spoken.of_field(field)
        return self.columns.get(field) or (spoken and self.columns.get(spoken))

    def reason(self, column: str) -> ColumnEvidence | None:
        """Why a column fills its field; None where it is not read."""
        return next(
            (
                each
                for each in self.evidence
                if each.column == column and self.columns.get(each.field) == column
            ),
            None,
        )

    def others(self, column: str) -> tuple[ColumnEvidence, ...]:
        """The other fields that a column may be meant for, each once."""
        taken = self.reason(column)
        found: dict[str, ColumnEvidence] = {}
        for each in self.evidence:
            if each.column == column and (taken is None or each.field != taken.field):
                found.setdefault(each.field, each)
        return tuple(sorted(found.values(), key=lambda each: -each.score))


class ColumnNames:
    """The names under which the columns of a layer are known in files."""

    def __init__(self, layer: Layer, *, with_place: bool = True) -> None:
        self._layer = layer
        self.places = tuple(LocationPart) if with_place else CLAIMS

    def knows(self, column: str) -> bool:
        """Whether a column of this name fills a field, garnish and alphabet aside."""
        return self._names.knows(column)

    def proposed(
        self,
        columns: Iterable[str],
        told: Mapping[str, str],
        saved: Mapping[str, str] | None = None,
        by_values: Iterable[ColumnEvidence] = (),
        samples: Mapping[str, Iterable[Cell]] | None = None,
    ) -> ColumnMapping:
        """The mapping of a file's columns; `told` gives columns by field and comes first.

        Then come a `saved` mapping, names, near spellings and what the values speak for. `samples`
        are cells by column: they tell in what language texts are, and whether they can be what a
        name is like.
        Raises UnknownColumnError, UnknownFieldError, InvalidValueError for what is told wrongly.
        """
        columns = tuple(columns)
        empty = {self._checked(name) for name, column in told.items() if column == EMPTY_FIELD}
        evidence = sorted(
            (
                *self._told(columns, told),
                *_saved(columns, saved or {}),
                *self._named(columns, samples or {}),
                *self._drawn(columns),
                *self._by_values(columns, by_values, samples or {}),
            ),
            key=lambda each: (
                each.rank,
                each.is_empty,
                each.behind - each.score,
                columns.index(each.column),
            ),
        )
        found = _assigned(each for each in evidence if each.field not in empty)
        used = {each.column for each in found.values()}
        return ColumnMapping(
            columns={name: each.column for name, each in found.items()},
            near=tuple(name for name, each in found.items() if each.how is ColumnBy.NEAR),
            unknown=tuple(each for each in columns if each not in used),
            by_value=tuple(name for name, each in found.items() if each.how is ColumnBy.VALUE),
            evidence=tuple(evidence),
        )

    @property
    def kind(self) -> GeometryKind:
        """The geometries that the layer holds."""
        return self._layer.geometry

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a file may fill, with those by which it tells states and records."""
        return (*self.own_fields, *self._only_by_name)

    @property
    def _only_by_name(self) -> tuple[Field, ...]:
        """The fields for which a column is never taken that is only spelt like them."""
        return (*state_fields(self._layer), *child_fields(self._layer))

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of the layer that are kept as a file tells them."""
        return tuple(
            each
            for each in self._layer.fields
            if not each.written_by_atlas and each.name not in SET_BY_THE_LOAD
        )

    @cached_property
    def _names(self) -> HeaderNames:
        coded = frozenset(each.name for each in self.own_fields if each.vocabulary)
        return HeaderNames(self._names_of_targets(), coded)

    def _names_of_targets(self) -> Iterator[tuple[str, Iterable[str], Naming]]:
        """Fields and their names; of fields with the same name the first is meant."""
        yield from ((each.name, (each.name,), Naming.OWN) for each in self.own_fields)
        names = self._layer.import_names
        yield from ((each.name, names.get(each.name, ()), Naming.ALIAS) for each in self.own_fields)
        yield from ((place, (place,), Naming.OWN) for place in self.places)
        yield from ((place, PLACE_NAMES[place], Naming.ALIAS) for place in self.places)
        titles = Naming.TITLE
        yield from ((each.name, each.title.as_dict().values(), titles) for each in self.own_fields)
        yield from ((name, names, Naming.ALIAS) for name, names in state_names(self._layer))
        yield from ((name, names, Naming.ALIAS) for name, names in child_names(self._layer))
        yield from (
            (each.name, each.title.as_dict().values(), titles)
            for each in self.fields
            if each.name != self._drawn_name
        )

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """What the layer has in several languages."""
        names = {each.name for each in self.fields}
        return tuple(each for each in Spoken if names.issuperset(each.fields))

    def _checked(self, target: str) -> str:
        """The field or place that a person names. Raises UnknownFieldError, InvalidValueError."""
        if target in set(LocationPart) or target in self.spoken or self._is_field(target):
            return target
        self._layer.field(target)
        raise InvalidValueError(target, field="map", hint=WRITTEN_BY_ATLAS)

    def _is_field(self, target: str) -> bool:
        return any(each.name == target for each in self.fields)

    def _told(self, columns: tuple[str, ...], told: Mapping[str, str]) -> Iterator[ColumnEvidence]:
        for name, column in told.items():
            if column != EMPTY_FIELD:
                meant = column_named(column, columns)
                yield ColumnEvidence(meant, self._checked(name), ColumnBy.TOLD, 100)

    def _named(
        self, columns: tuple[str, ...], samples: Mapping[str, Iterable[Cell]]
    ) -> Iterator[ColumnEvidence]:
        """What the headers speak for, as far as the cells under them do not speak against it.

        Of a header in two languages that of the cells is meant. An option of a question with
        several answers is no field. A column is never taken for a state, or what goes with it,
        or for a record's field, for its like spelling.
        """
        options = split_choices(columns, samples)
        only_by_name = {each.name for each in self._only_by_name}
        for column in columns:
            is_empty = column in samples and not any(cell != "" for cell in samples[column])
            for each in () if column in options else self._names.of(column):
                if each.field not in only_by_name or each.how is ColumnBy.NAME:
                    yield from self._by_cells(replace(each, is_empty=is_empty), samples)

    def _drawn(self, columns: tuple[str, ...]) -> Iterator[ColumnEvidence]:
        """The column of records that are drawn beside the lines; people's columns are never it."""
        child = drawn_series(self._layer)
        if child and (column := drawn_column(child)) in columns:
            yield ColumnEvidence(column, child.id, ColumnBy.NAME, 100)

    @property
    def _drawn_name(self) -> str | None:
        child = drawn_series(self._layer)
        return child.id if child else None

    def _by_cells(
        self, evidence: ColumnEvidence, samples: Mapping[str, Iterable[Cell]]
    ) -> Iterator[ColumnEvidence]:
        """What a header speaks for once its cells are looked at, where they may tell more."""
        if evidence.how is ColumnBy.NEAR:
            yield from self._near(evidence, list(samples.get(evidence.column, ())))
            return
        cells = samples.get(evidence.column, ())
        spoken = Spoken.of_field(evidence.field)
        if spoken not in self.spoken or not self._names.leaves_language_open(evidence.column):
            yield self._behind_fitting(evidence, cells)
            return
        cells = list(cells)
        if are_slugs(cells) and not _has_naming_word(evidence.column):
            yield replace(evidence, how=ColumnBy.NEAR, score=ONLY_POSSIBLE)
        else:
            yield from _spoken(evidence, spoken, cells)

    def _behind_fitting(self, evidence: ColumnEvidence, cells: Iterable[Cell]) -> ColumnEvidence:
        """What a word of everyday speaks for: of several columns first that whose cells fit."""
        is_coded = any(each.name == evidence.field and each.vocabulary for each in self.own_fields)
        if not is_coded or evidence.behind != Naming.ALIAS or self._fits(evidence.field, cells):
            return evidence
        return replace(evidence, behind=UNFITTING)

    def _near(self, evidence: ColumnEvidence, cells: list[Cell]) -> Iterator[ColumnEvidence]:
        """A field whose name is like the header: surely only where the cells fit it."""
        spoken = Spoken.of_field(evidence.field)
        if cells and not self._fits(evidence.field, cells):
            yield replace(evidence, score=min(evidence.score, ONLY_POSSIBLE))
        elif evidence.score == ONLY_IF_FITTING and any(cell != "" for cell in cells):
            yield replace(evidence, score=NEAR)
        elif (
            evidence.score >= NEAR
            and spoken in self.spoken
            and not preferred_language(evidence.column)
        ):
            yield from _spoken(evidence, spoken, cells)
        else:
            ending = language_of(cells)
            is_written = ending is not None and evidence.field.endswith(f"_{ending}")
            yield replace(evidence, score=evidence.score + 1) if is_written else evidence

    def _by_values(
        self,
        columns: tuple[str, ...],
        evidence: Iterable[ColumnEvidence],
        samples: Mapping[str, Iterable[Cell]],
    ) -> Iterator[ColumnEvidence]:
        """What values speak for; the marks of an option speak for nothing."""
        options = split_choices(columns, samples)
        return (each for each in evidence if each.column not in options)

    def _fits(self, target: str, cells: Iterable[Cell]) -> bool:
        field = next((each for each in self.fields if each.name == target), None)
        return fits(target, field, cells)


def _has_naming_word(column: str) -> bool:
    return not NAMING_WORDS.isdisjoint(folded(column).split())


def _spoken(
    evidence: ColumnEvidence, spoken: Spoken, cells: list[Cell]
) -> Iterator[ColumnEvidence]:
    """The fields of a column of texts whose name leaves open in what language they are.

    Under an English word, with which programs name whatever they hold, the letters of each text
    tell. A Russian word tells the language itself, unless all letters speak against it.
    """
    languages = languages_of(cells)
    if evidence.field == f"{spoken}_kk" or not languages.are_known:
        yield evidence
    elif evidence.field == f"{spoken}_ru":
        only = languages.only or Language.RU
        if only is not Language.RU:
            yield replace(evidence, field=f"{spoken}_{only}", score=BY_LETTERS)
            yield replace(evidence, score=AGAINST_LETTERS)
        else:
            yield evidence
    elif languages.only is None:
        yield replace(evidence, field=spoken)
    else:
        yield replace(evidence, field=f"{spoken}_{languages.only}")
        yield replace(evidence, field=spoken, score=BESIDE_OTHERS)


def _saved(columns: tuple[str, ...], saved: Mapping[str, str]) -> Iterator[ColumnEvidence]:
    """The saved columns that the file has, letter case and spaces aside."""
    by_spelling = {folded(column): column for column in reversed(columns)}
    for name, column in saved.items():
        meant = column if column in columns else by_spelling.get(folded(column))
        if meant is not None:
            yield ColumnEvidence(meant, name, ColumnBy.SAVED, 100)


def _assigned(evidence: Iterable[ColumnEvidence]) -> dict[str, ColumnEvidence]:
    """The best column of each field, a column for one field only; pairs by value whole or not."""
    found: dict[str, ColumnEvidence] = {}
    used: set[str] = set()
    for each in evidence:
        if each.score >= TAKEN_FROM and each.field not in found and each.column not in used:
            found[each.field] = each
            used.add(each.column)
    for pair in PAIRS:
        for half, other in (pair, pair[::-1]):
            if half in found and found[half].how is ColumnBy.VALUE and other not in found:
                del found[half]
    return found


def column_named(name: str, columns: tuple[str, ...]) -> str:
    """The column of a name, letter case and spaces aside. Raises UnknownColumnError."""
    for column in columns:
        if column == name:
            return column
    for column in columns:
        if folded(column) == folded(name):
            return column
    raise UnknownColumnError(name, field="map", columns=", ".join(columns))
