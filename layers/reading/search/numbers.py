"""Finds what a register numbers: objects by their number, units and settlements by KATO codes."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from layers.access import Readable, readable
from layers.days import TODAY
from layers.model.layer import Layer
from layers.reading.conditions import in_region
from layers.reading.search.matches import REGION, Match, SearchQuery
from layers.regions.region import Region, valid_on
from layers.registry import Catalogue

KATO_DIGITS = 9
KATO = re.compile(r"[0-9]{2,9}")
NUMBER = re.compile(r"(?:№|#)?\s*(?P<number>\S+(?:\s\S+)?)")
LONGEST_NUMBER = 40
WHOLE, CODE_BEGUN, NUMBER_BEGUN = 3.75, 2.5, 1.5
"""Scores: like that of a name that is written as it stands, of one that begins so, and of one that
has the words."""
LAST_CHARACTER = "\U0010ffff"


def numbered(
    session: Session, catalogue: Catalogue, caller: Caller, query: SearchQuery
) -> list[Match]:
    """What bears the number or code, a whole one before beginnings; empty for any other text."""
    written = query.typed.strip()
    if len(written) > LONGEST_NUMBER or not any(each.isdigit() for each in written):
        return []
    found: list[Match] = []
    if KATO.fullmatch(written):
        found += _of_code(session, catalogue, caller, written, query)
    if asked := NUMBER.fullmatch(written):
        for layer in catalogue.layers:
            if layer.id in query.layers and not layer.inhabited:
                found += _of_number(session, layer, caller, asked["number"], query)
    return found


def _of_number(
    session: Session, layer: Layer, caller: Caller, number: str, query: SearchQuery
) -> Iterator[Match]:
    """Sensitive objects are found by those alone who may know their places."""
    if layer.matching is None or layer.matching.number is None:
        return
    subject = readable(layer, caller)
    column: ColumnElement[Any] = subject.column(layer.matching.number)
    rows = subject.select(layer.table.id, column.label("number")).where(
        ~subject.is_rounded, *_within(session, subject, query)
    )
    writings = {number, number.upper(), number.lower()}
    for row in session.execute(rows.where(column.in_(writings)).limit(query.limit)):
        yield Match(layer.id, str(row.id), "exact", WHOLE)
    if len(number) > 1:
        begun = rows.where(
            column.bool_op("~>=~")(number),
            column.bool_op("~<~")(number + LAST_CHARACTER),
            column.not_in(writings),
        ).order_by(text("number USING ~<~"), layer.table.id)
        for row in session.execute(begun.limit(query.limit)):
            yield Match(layer.id, str(row.id), "word", NUMBER_BEGUN)


def _within(
    session: Session, subject: Readable, query: SearchQuery
) -> Iterator[ColumnElement[bool]]:
    if query.region_code is not None:
        yield in_region(session, subject, query.region_code)


def _of_code(
    session: Session, catalogue: Catalogue, caller: Caller, digits: str, query: SearchQuery
) -> Iterator[Match]:
    """What has the code that the digits begin: that which zeros complete, or the only one."""
    found = _coded(session, catalogue, caller, digits)
    first = digits.ljust(KATO_DIGITS, "0")
    codes = {each.code for each in found}
    meant = codes if len(codes) == 1 else {first}
    for each in found:
        if each.code in meant and each.layer in query.layers and query.region_code is None:
            is_whole = digits == each.code
            score = WHOLE if is_whole else CODE_BEGUN
            yield Match(each.layer, each.ref, "exact" if is_whole else "word", score)


class _Coded(NamedTuple):
    code: str
    layer: str
    ref: str


def _coded(session: Session, catalogue: Catalogue, caller: Caller, digits: str) -> list[_Coded]:
    """The first units and settlements whose codes begin with the digits; two tell many apart."""
    limits = digits.ljust(KATO_DIGITS, "0"), digits.ljust(KATO_DIGITS, "9")
    in_use = Region.code.between(*limits) & valid_on(Region, TODAY)
    units = session.scalars(select(Region.code).where(in_use).order_by(Region.code).limit(2))
    found = [_Coded(code, REGION, code) for code in units]
    layer = catalogue.settlements
    if layer.matching is None or layer.matching.number is None:
        return found
    subject = readable(layer, caller)
    column: ColumnElement[Any] = subject.column(layer.matching.number)
    places = subject.select(column, layer.table.id).where(column.between(*limits))
    for code, feature_id in session.execute(places.order_by(column).limit(2)):
        found.append(_Coded(code, layer.id, str(feature_id)))
    return found
