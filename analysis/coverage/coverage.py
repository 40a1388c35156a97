"""The share of settlements that have an object of a layer nearby, for a region and its children."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from analysis.coverage.region_totals import Settlement, Tally, settlements_where, units_of
from analysis.results import Coverage, Method, Objects
from analysis.travel.engines import TravelEngines
from analysis.travel.port import CostUnit, Mode
from core.access.caller import Caller
from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable, readable
from layers.days import today
from layers.model.layer import Layer
from layers.reading.conditions import COUNTRY, in_region
from layers.registry import Catalogue

LONGEST_KM = 500.0
USUAL_GAPS = 100
METRES_IN_KM = 1000.0

DISTANCE_HINT = Text(
    "0-ден үлкен, 500 км-ден аспайтын қашықтық керек.",
    "Нужно расстояние больше 0 и не более 500 км.",
    "A distance above 0 and up to 500 km is needed.",
)
COUNTED = Text(
    "КАТО жіктеуішінің орны белгілі барлық елді мекендері",
    "Все населённые пункты классификатора КАТО с известным местом",
    "Every settlement of the KATO classifier whose place is known",
)


class EmptyRegionError(InvalidValueError):
    """The region has no settlement, so no share of them can be told."""

    phrase = Text(
        "{value} өңірінде орны белгілі елді мекен жоқ, сондықтан үлес есептелмейді.",
        "В регионе {value} нет населённых пунктов с известным местом, поэтому доли не посчитать.",
        "The region {value} has no settlement whose place is known, so there is no share to tell.",
    )


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """What is asked: which objects, within how many km, of the settlements of which region.

    `region` is a KATO code of any level or `KZ`. `filter_text` is what `conditions` on the objects
    were read from; it is kept with the method.
    """

    layer: Layer
    distance_km: float
    region: str = COUNTRY
    conditions: Sequence[ColumnElement[bool]] = ()
    filter_text: str | None = None
    most_gaps: int | None = USUAL_GAPS
    """How many of the gaps are listed; None lists all."""
    engine: str = "straight_line"
    """The id of the engine that knows the ways."""
    mode: Mode = Mode.CAR


def coverage(
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    wish: CoverageRequest,
    engines: TravelEngines,
) -> Coverage:
    """The share of a region's settlements that are covered, its children's, and the gaps.

    A settlement is covered where any object that the caller may read lies within the distance,
    inside the region or beyond its border. Units are those valid today. Raises InvalidValueError
    for a distance not above 0 and up to 500 km, UnknownRegionError, EmptyRegionError and
    UnknownEngineError.
    """
    if not 0 < wish.distance_km <= LONGEST_KM:
        raise InvalidValueError(wish.distance_km, field="distance_km", hint=DISTANCE_HINT)
    engine = engines.engine(wish.engine)
    units = units_of(session, wish.region, today(session))
    access = readable(catalogue.settlements, caller)
    here = in_region(session, access, wish.region)
    settlements = settlements_where(session, access, here)
    if not settlements:
        raise EmptyRegionError(wish.region, field="region")
    objects = readable(wish.layer, caller)
    conditions = (objects.place.is_not(None), *wish.conditions)
    limit = wish.distance_km * METRES_IN_KM
    costs = engine.nearest(
        session,
        access.select(access.layer.table.id, access.place).where(here),
        objects.select(objects.place).where(*conditions),
        wish.mode,
        CostUnit.METRE,
    )
    tally = Tally(units, settlements, costs, limit)
    return Coverage(
        method=Method(
            engine=engine.id,
            formula=engine.formula,
            unit=CostUnit.METRE,
            limit=limit,
            on=today(session),
            layer=wish.layer.id,
            filter=wish.filter_text,
            objects=_objects(session, objects, conditions),
            settlements=COUNTED,
            place_accuracy_m=_accuracy_m(settlements),
            approximate_boundaries=units.approximate,
        ),
        total=tally.total,
        children=tally.children,
        unassigned=tally.unassigned,
        gaps=tally.gaps[: wish.most_gaps],
        gaps_total=len(tally.gaps),
    )


def _objects(
    session: Session, objects: Readable, conditions: Sequence[ColumnElement[bool]]
) -> Objects:
    """How many objects were chosen, and how many of them are not what they may seem."""
    counted = objects.select(
        func.count(),
        func.count().filter(objects.column("synthetic")),
        func.count().filter(objects.is_rounded),
    ).where(*conditions)
    return Objects(*session.execute(counted).one())


def _accuracy_m(settlements: Sequence[Settlement]) -> float | None:
    """The median accuracy of the settlements' places; None where none is on record."""
    known = [one.accuracy_m for one in settlements if one.accuracy_m is not None]
    return median(known) if known else None
