"""Finds features and regions by name: inflected, misspelt, in any of the three languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable, readable
from layers.days import today
from layers.reading.conditions import COUNTRY, level_of
from layers.reading.search.combined import combined
from layers.reading.search.matches import REGION, Match, SearchQuery, best_first
from layers.reading.search.numbers import numbered
from layers.regions.former_names import FormerName
from layers.regions.region import REGION_KIND, Region, valid_on
from layers.registry import Catalogue

SEARCH_SQL = (Path(__file__).parent / "search.sql").read_text(encoding="utf-8")
LONGEST_QUERY = 200
LEAST_SIMILARITY = 0.5
"""Word similarity (pg_trgm) of the skeletons from which a misspelt name counts as found."""
TOO_LONG = Text(
    "Іздеу мәтіні 200 таңбадан аспауы керек.",
    "Запрос должен быть не длиннее 200 символов.",
    "A query has at most 200 characters.",
)


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """What was found. `place` is lon, lat, `bbox` west, south, east, north; EPSG:4326."""

    layer: str
    ref: str
    name: dict[str, str | None]
    kind: Text
    place: tuple[float, float] | None
    bbox: tuple[float, float, float, float] | None
    region_code: str | None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result: the subject, how well it fits, and whether exact, by word or similar."""

    subject: FoundSubject
    score: float
    match: str
    former: FormerName | None = None
    """The former name by which it was found, and not by a present one."""


def search(  # noqa: PLR0913 - what is typed, by whom, and how the answer is narrowed
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    typed: str,
    *,
    limit: int = 20,
    layers: Sequence[str] | None = None,
    region_code: str | None = None,
) -> list[SearchHit]:
    """The best matches first; empty for a text without letters or digits.

    `layers` narrows to layer ids and `region`, `region_code` to what lies in a unit. Raises
    InvalidValueError for a text over 200 characters, UnknownLayerError, UnknownRegionCodeError.
    """
    if len(typed) > LONGEST_QUERY:
        beginning = f"{typed[:40]}…"
        raise InvalidValueError(beginning, field="q", hint=TOO_LONG)
    searched = [REGION, *(layer.id for layer in catalogue.layers if layer.searched)]
    for layer_id in layers or ():
        if layer_id != REGION:
            catalogue.layer(layer_id)
    if region_code == COUNTRY:
        region_code = None
    if region_code is not None:
        level_of(session, region_code)
    query = SearchQuery(typed.replace("\0", " "), tuple(layers or searched), region_code, limit)
    found = _named(session, catalogue, caller, query)
    found += numbered(session, catalogue, caller, query)
    if not any(each.match == "exact" for each in found):
        found += combined(session, catalogue, caller, query)
    matches = best_first(found, limit)
    subjects = _readable_subjects(session, catalogue, caller, matches)
    former = _former(session, [each.former_id for each in matches])
    return [
        SearchHit(
            subjects[each.layer, each.ref],
            round(each.score, 4),
            each.match,
            former.get(each.former_id),
        )
        for each in matches
        if (each.layer, each.ref) in subjects
    ]


def _named(
    session: Session, catalogue: Catalogue, caller: Caller, query: SearchQuery
) -> list[Match]:
    """What bears the name."""
    session.execute(
        text("SELECT set_config('pg_trgm.word_similarity_threshold', :least, TRUE)"),
        {"least": str(LEAST_SIMILARITY)},
    )
    settlements = catalogue.settlements
    rows = session.execute(
        text(SEARCH_SQL.format(settlements=settlements.table.__tablename__)),
        {
            "settlements": settlements.id,
            "typed": query.typed,
            "layers": list(query.layers),
            "with_hidden": [
                layer.id for layer in catalogue.layers if readable(layer, caller).sees_some_hidden
            ],
            "region_code": query.region_code,
            "limit": query.limit,
        },
    )
    return [Match(row.layer, row.ref, row.match, float(row.score), row.former_id) for row in rows]


def _readable_subjects(
    session: Session, catalogue: Catalogue, caller: Caller, rows: Iterable[Match]
) -> dict[tuple[str, str], FoundSubject]:
    refs_by_layer: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        refs_by_layer[row.layer].append(row.ref)
    return {
        (layer_id, subject.ref): subject
        for layer_id, refs in refs_by_layer.items()
        for subject in (
            _regions(session, refs)
            if layer_id == REGION
            else _features(session, readable(catalogue.layer(layer_id), caller), refs)
        )
    }


def _former(session: Session, ids: Iterable[int | None]) -> dict[int | None, FormerName]:
    wanted = [each for each in ids if each is not None]
    query = select(FormerName).where(FormerName.id.in_(wanted))
    return {name.id: name for name in session.scalars(query)} if wanted else {}


def _features(session: Session, subject: Readable, refs: list[str]) -> Iterator[FoundSubject]:
    table, layer = subject.layer.table, subject.layer
    place = func.atlas_anchor(subject.place)
    rows = session.execute(
        subject.select(
            table.id,
            table.name_kk,
            table.name_ru,
            table.name_en,
            func.ST_X(place).label("lon"),
            func.ST_Y(place).label("lat"),
            *_bounds(subject.place),
            func.coalesce(table.rural_district_code, table.district_code, table.oblast_code).label(
                "region_code"
            ),
        ).where(table.id.in_([int(ref) for ref in refs]))
    )
    for row in rows:
        yield FoundSubject(
            layer.id, str(row.id), _names(row), layer.title_of_one, _place(row), _bbox(row),
            row.region_code,
        )  # fmt: skip


def _regions(session: Session, codes: list[str]) -> Iterator[FoundSubject]:
    rows = session.execute(
        select(
            Region.code,
            Region.kind,
            Region.parent_code,
            Region.name_kk,
            Region.name_ru,
            Region.name_en,
            func.ST_X(Region.label_point).label("lon"),
            func.ST_Y(Region.label_point).label("lat"),
            *_bounds(Region.geom),
        ).where(Region.code.in_(codes), valid_on(Region, today(session)))
    )
    for row in rows:
        yield FoundSubject(
            REGION, row.code, _names(row), REGION_KIND.term(row.kind).title, _place(row),
            _bbox(row), row.parent_code,
        )  # fmt: skip


def unit_names(session: Session, codes: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """The present names of units in the three languages, by KATO code."""
    rows = session.execute(
        select(Region.code, Region.name_kk, Region.name_ru, Region.name_en).where(
            Region.code.in_(set(codes)), valid_on(Region, today(session))
        )
    )
    return {row.code: _names(row) for row in rows}


def _bounds(place: Any) -> list[Any]:  # noqa: ANN401 - any geometry column
    return [
        func.ST_XMin(place).label("west"),
        func.ST_YMin(place).label("south"),
        func.ST_XMax(place).label("east"),
        func.ST_YMax(place).label("north"),
    ]


def _names(row: Row[*tuple[Any, ...]]) -> dict[str, str | None]:
    return {"kk": row.name_kk, "ru": row.name_ru, "en": row.name_en}


def _place(row: Row[*tuple[Any, ...]]) -> tuple[float, float] | None:
    return None if row.lon is None else (row.lon, row.lat)


def _bbox(row: Row[*tuple[Any, ...]]) -> tuple[float, float, float, float] | None:
    return None if row.west is None else (row.west, row.south, row.east, row.north)
