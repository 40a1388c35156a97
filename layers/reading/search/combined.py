"""Finds what several words mean together: a layer, a kind or a region beside a name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import Caller
from layers.access import Readable, readable
from layers.days import TODAY
from layers.reading.conditions import equals, in_region, lies_in
from layers.reading.search.matches import REGION, Match, SearchQuery
from layers.reading.search.meanings import Meaning, meanings_of
from layers.reading.search.search_index import SearchEntry
from layers.reading.search.words import MOST_WORDS, words_of
from layers.regions.region import Level, Region, valid_on
from layers.registry import Catalogue

MOST_UNITS = 40
"""Units that a word names, the largest first."""
MOST_PLACES = 4
"""Units of which the objects of a layer are listed, the largest first."""
FITS = 1.25
"""Score of what all the words fit, before its weight: below a name that has them all, above names
that are only similar."""
UNITS = text(
    """
    SELECT word.n, unit.code, unit.level
    FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS word (text, n)
    CROSS JOIN LATERAL (
        SELECT region.code, region.level
        FROM search_entries AS entry
        INNER JOIN regions AS region ON region.code = entry.ref
            AND daterange(region.valid_from, region.valid_to) @> atlas_today()
        WHERE entry.layer = 'region' AND entry.words @@ atlas_word_query(word.text)
        ORDER BY region.level, region.code
        LIMIT :most
    ) AS unit
    """
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A typed word: the units that it names, and what of the searched layers it can stand for.

    `is_kind_of_unit` is true of «қала», which may say what kind of settlement or unit is meant.
    """

    text: str
    units: tuple[tuple[str, Level], ...]
    meanings: tuple[Meaning, ...]
    is_kind_of_unit: bool

    @property
    def in_name(self) -> ColumnElement[bool]:
        """The condition that an entry's names have the word."""
        return SearchEntry.words.bool_op("@@")(func.atlas_word_query(self.text))


def combined(
    session: Session, catalogue: Catalogue, caller: Caller, query: SearchQuery
) -> list[Match]:
    """What every word fits, one at least by its name or region; empty for a single word.

    Words in any order may name the object, the unit in which it lies, its layer or its kind.
    """
    typed = words_of(query.typed)
    if not 1 < len(typed) <= MOST_WORDS:
        return []
    words = list(_words(session, catalogue, query, typed))
    if len(words) == 1 or not any(word.units or word.meanings for word in words):
        return []
    if all(word.is_kind_of_unit for word in words):
        return []
    by_name = _by_name(catalogue, caller, words, query)
    found = [
        Match(row.layer, row.ref, "word", float(row.score)) for row in session.execute(by_name)
    ]
    for layer_id in query.layers:
        if layer_id != REGION:
            found += _of_layer(session, readable(catalogue.layer(layer_id), caller), words, query)
    return found


def _words(
    session: Session, catalogue: Catalogue, query: SearchQuery, typed: Sequence[str]
) -> Iterator[_Word]:
    """The words but for those that only say what kind of unit is meant: «ауданы», "region"."""
    units: dict[int, list[tuple[str, Level]]] = {n: [] for n in range(1, len(typed) + 1)}
    for n, code, level in session.execute(UNITS, {"words": list(typed), "most": MOST_UNITS}):
        units[n].append((code, Level(level)))
    for n, meanings in enumerate(meanings_of(session, catalogue, typed), 1):
        of_layers = tuple(each for each in meanings if each.layer and each.layer.id in query.layers)
        is_kind_of_unit = any(each.is_kind_of_unit for each in meanings)
        if of_layers or not is_kind_of_unit:
            yield _Word(
                typed[n - 1], () if is_kind_of_unit else tuple(units[n]), of_layers, is_kind_of_unit
            )


def _by_name(
    catalogue: Catalogue, caller: Caller, words: Sequence[_Word], query: SearchQuery
) -> Select[str, str, float]:
    """The entries with a word in the name that the other words fit as well."""
    layers = {each.id: readable(each, caller) for each in catalogue.layers}
    hidden = [layer_id for layer_id, subject in layers.items() if subject.sees_some_hidden]
    names = [word.in_name for word in words if not word.is_kind_of_unit]
    in_name = sum((case((name, 1), else_=0) for name in names[1:]), case((names[0], 1), else_=0))
    score = SearchEntry.weight * (FITS + in_name / (4.0 * len(words)))
    return (
        select(SearchEntry.layer, SearchEntry.ref, score.label("score"))
        .where(
            SearchEntry.layer.in_(query.layers),
            or_(SearchEntry.public, SearchEntry.layer.in_(hidden)),
            or_(*names),
            *(_fits(word, layers) for word in words),
            true() if query.region_code is None else _lies_in([query.region_code]),
        )
        .order_by(score.desc(), SearchEntry.layer, SearchEntry.ref)
        .limit(query.limit)
    )


def _fits(word: _Word, layers: Mapping[str, Readable]) -> ColumnElement[bool]:
    codes = [code for code, _ in word.units]
    ways = [word.in_name, _lies_in(codes), _lies_below(codes)] if codes else [word.in_name]
    meant = (_is_meant(each, layers[each.layer.id]) for each in word.meanings if each.layer)
    return or_(*ways, *meant)


def _is_meant(meaning: Meaning, subject: Readable) -> ColumnElement[bool]:
    """The condition that an entry is of the layer, and has the term that is meant."""
    of_layer = SearchEntry.layer == subject.layer.id
    if meaning.field is None or meaning.term is None:
        return of_layer
    if meaning.field not in subject.fields:
        return false()
    table = subject.layer.table
    has_code = equals(subject, meaning.field.name, meaning.term.code)
    ids = select(table.id).where(table.id == cast(SearchEntry.ref, BigInteger), has_code)
    return and_(of_layer, ids.exists())


def _lies_in(codes: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an entry lies in one of the units."""
    entry = SearchEntry
    columns = entry.oblast_code, entry.district_code, entry.rural_district_code
    return or_(*(column.in_(codes) for column in columns))


def _lies_below(codes: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an entry is a unit below one of the units."""
    children = select(Region.code).where(Region.parent_code.in_(codes), valid_on(Region, TODAY))
    below = or_(Region.parent_code.in_(codes), Region.parent_code.in_(children))
    return and_(SearchEntry.layer == REGION, SearchEntry.ref.in_(select(Region.code).where(below)))


def _of_layer(
    session: Session, subject: Readable, words: Sequence[_Word], query: SearchQuery
) -> Iterator[Match]:
    """What lies in a unit, of the layer or kind, where the words say nothing else."""
    layer = subject.layer
    meant = [_meant(subject, word) for word in words]
    units = [word.units for word, terms in zip(words, meant, strict=True) if terms is None]
    terms = [terms for terms in meant if terms is not None]
    if not units or not terms or not all(units):
        return
    rows = subject.select(layer.table.id).where(
        *terms, *(or_(*(lies_in(subject, level, code) for code, level in each)) for each in units)
    )
    if query.region_code is not None:
        rows = rows.where(in_region(session, subject, query.region_code))
    for code, level in units[0][:MOST_PLACES]:
        there = rows.where(lies_in(subject, level, code)).order_by(layer.table.id)
        for feature_id in session.scalars(there.limit(query.limit)):
            yield Match(layer.id, str(feature_id), "word", FITS * layer.search_weight)


def _meant(subject: Readable, word: _Word) -> ColumnElement[bool] | None:
    """The condition that a row of the layer is what the word says; None where it says no such."""
    if word.is_kind_of_unit:
        return None
    ways = [
        equals(subject, each.field.name, each.term.code) if each.field and each.term else true()
        for each in word.meanings
        if each.layer is subject.layer and (each.field is None or each.field in subject.fields)
    ]
    return or_(*ways) if ways else None
