"""Counts of the layers' features by state, kind and topic for a region and its children."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from layers.access import Readable
from layers.materialized.counted import By, Counted, GroupingSet, counted
from layers.materialized.counts import ALL, PASSING, TERMS, cut_of
from layers.materialized.dimensions import dimensions_of
from layers.reading.conditions import COUNTRY


@dataclass(slots=True)
class LayerSummary:
    """What one layer holds in a region; children and those under None add up to `count`.

    `passing` counts the lines that touch the region, None for layers of places. `by_child` is
    keyed by the code of the child, None where the deeper unit is not known.
    """

    count: int = 0
    synthetic: int = 0
    passing: int | None = None
    by: dict[str, Counter[str]] = field(default_factory=dict)
    by_child: Counter[str | None] = field(default_factory=Counter)


def counts(session: Session, accesses: Iterable[Readable], code: str) -> dict[str, LayerSummary]:
    """The counts of each layer in a unit, by layer id; `KZ` is the whole country."""
    readables = list(accesses)
    found = {access.layer.id: _nothing(access) for access in readables}
    terms = {access.layer.id: _fields_of_cuts(access) for access in readables}
    cuts = [cut for access in readables for cut in _cuts(access)]
    for each in counted(session, cuts, code, By(kind=True, state=True)):
        _add(found[each.layer], each, code, terms[each.layer])
    for held in found.values():
        held.by_child[None] = held.count - held.by_child.total()
        if held.passing is not None and code == COUNTRY:
            held.passing = held.count
    return found


def counts_of_all(session: Session, accesses: Iterable[Readable]) -> dict[str, int]:
    """How many features of each layer the callers may read, by layer id."""
    readables = list(accesses)
    found = {access.layer.id: 0 for access in readables}
    for each in counted(session, (GroupingSet(access, ALL) for access in readables), COUNTRY, By()):
        if each.code == COUNTRY:
            found[each.layer] = each.number
    return found


def count_of_terms(
    session: Session, access: Readable, code: str, terms: Mapping[str, Collection[str]]
) -> int | None:
    """How many features lie in a unit, or pass it as a line does, and have one of the codes.

    `terms` gives codes by field; None where it is not counted by these, however cheaply.
    """
    axes = dimensions_of(access.layer)
    kinds, states = (terms.get(axis.name) if axis else None for axis in (axes.kind, axes.state))
    passing = access.layer.is_located_by_passing and code != COUNTRY
    if not terms.keys() <= {axis.name for axis in (axes.kind, axes.state) if axis} or (
        passing and terms
    ):
        return None
    cut = PASSING if passing else TERMS if terms else ALL
    return sum(
        each.number
        for each in counted(session, [GroupingSet(access, cut)], code, By(kind=True, state=True))
        if each.code == code
        and (kinds is None or each.kind in kinds)
        and (states is None or each.state in states)
    )


def _nothing(access: Readable) -> LayerSummary:
    passing = 0 if access.layer.is_located_by_passing else None
    return LayerSummary(
        passing=passing, by={name: Counter() for name in access.layer.summary_fields}
    )


def _cuts(access: Readable) -> Iterator[GroupingSet]:
    names = [ALL, TERMS, *(cut_of(field) for field in dimensions_of(access.layer).further)]
    if access.layer.is_located_by_passing:
        names.append(PASSING)
    return (GroupingSet(access, name) for name in names)


def _fields_of_cuts(access: Readable) -> dict[str, tuple[str | None, str | None]]:
    """The names of the fields whose terms stand in `kind` and `state`, by cut."""
    axes = dimensions_of(access.layer)
    kind, state = (axis.name if axis else None for axis in (axes.kind, axes.state))
    further = {cut_of(field): (field.name, None) for field in axes.further}
    return {TERMS: (kind, state), **further}


def _add(
    held: LayerSummary, each: Counted, code: str, terms: dict[str, tuple[str | None, str | None]]
) -> None:
    if each.cut == PASSING:
        held.passing = each.number
    elif each.cut == ALL and each.code == code:
        held.count, held.synthetic = each.number, each.synthetic
    elif each.cut == ALL:
        held.by_child[each.code] += each.number
    else:
        for name, term in zip(terms[each.cut], (each.kind, each.state), strict=True):
            if name in held.by and term:
                held.by[name][term] += each.number
