"""The starter tourist routes: a line through every stop and via point, with stages and stops."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from shapely import LineString, Point

from core.errors import InvalidValueError
from core.text import Language, Text
from geo.distance.measure import length_m
from ingest.demo.route_facts import RouteFact, sentences, stated_values
from ingest.demo.starter_monuments import place_of, problem_of
from ingest.demo.starter_sources import Citation, StarterSource, sources_of, with_facts
from ingest.loading.upsert import SourceRow
from ingest.rows.row_problem import RowProblem
from layers.model.field import fields_of
from layers.model.layer import Layer
from layers.model.values import checked_value

FIELDS = ("name_kk", "name_ru", "name_en", "difficulty")
RENAMED = {"season_from": "season_from_month", "season_to": "season_to_month"}
STOP_FIELDS = ("position", "stage", "role", "name_kk", "name_ru", "name_en", "stay_min")

SPEED_KMH = {"foot": 4, "bicycle": 14, "caravan": 60, "eco": 50, "school": 45}
DRIVING_KMH = 65
"""Mean speed of the modes that are not named above, on the highways and tracks of the country."""

ESTIMATED = Text(
    "Сызығы шамамен жүргізілген, ұзындығы мен ұзақтығы есептеп шығарылған.",
    "Линия проведена приблизительно, длина и время рассчитаны по ней.",
    "The line is approximate; length and duration are estimated from it.",
)
LEAST_POINTS = 2
TOO_FEW_POINTS = Text(
    "Маршрутқа кемінде екі нүкте керек.",
    "Маршруту нужно не менее двух точек.",
    "A route needs at least two points.",
)
UNKNOWN_MONUMENT = Text(
    "Тізімде мұндай ескерткіш жоқ: аялдама байланыссыз алынды.",
    "Такого памятника нет в списке: остановка взята без связи.",
    "The register has no such monument: the stop was taken without the link.",
)

Record = Mapping[str, str]


def route_rows(  # noqa: PLR0913, PLR0917 - the tables of which routes are made
    layer: Layer,
    routes: Iterable[Record],
    stops: Iterable[Record],
    monument_ids: Mapping[str, int],
    facts: Mapping[str, Sequence[RouteFact]],
    sources: Mapping[str, StarterSource],
) -> tuple[list[SourceRow], list[RowProblem]]:
    """The routes that can be taken, and the problems of their rows.

    Stops name monuments by key; `facts` are what a source states of a route, by its key; `sources`
    are those that routes name.
    """
    in_order = sorted(stops, key=lambda stop: (stop["route_key"], int(stop["position"])))
    stops_of = {
        key: list(group) for key, group in groupby(in_order, key=lambda stop: stop["route_key"])
    }
    rows, problems = [], []
    for number, record in enumerate(routes, start=1):
        points = stops_of.get(record["key"], [])
        try:
            stated = facts.get(record["key"], ())
            cited = sources_of(record, sources).citation
            rows.append(_row(layer, record, points, monument_ids, stated, cited))
        except InvalidValueError as error:
            problems.append(problem_of(number, error))
        problems.extend(_unknown_monuments(number, points, monument_ids))
    return rows, problems


def _unknown_monuments(
    number: int, points: list[Record], monument_ids: Mapping[str, int]
) -> Iterable[RowProblem]:
    for point in points:
        key = point["monument_key"]
        if key and key not in monument_ids:
            yield RowProblem(number, "monument_key", key, UNKNOWN_MONUMENT, rejected=False)


def _row(  # noqa: PLR0913, PLR0917 - all that belongs to one route
    layer: Layer,
    record: Record,
    points: list[Record],
    monument_ids: Mapping[str, int],
    facts: Sequence[RouteFact],
    cited: Citation,
) -> SourceRow:
    if len(points) < LEAST_POINTS:
        raise InvalidValueError(record["key"], field="key", hint=TOO_FEW_POINTS)
    places = [place_of(point) for point in points]
    line = LineString(places)
    modes = checked_value(layer.field("modes"), record["modes"].split(";"))
    stops = [_stop(layer, point, monument_ids) for point in points if point["is_stop"] == "1"]
    for position, stop in enumerate(stops, start=1):
        stop["position"] = position
    length = length_m(line)
    named = {name: checked_value(layer.field(name), record[name]) for name in FIELDS}
    season = {ours: checked_value(layer.field(ours), record[its]) for its, ours in RENAMED.items()}
    return SourceRow(
        key=record["key"],
        values={
            **named,
            **season,
            **_summaries(record, facts),
            **stated_values(layer, facts),
            "modes": modes,
            **with_facts(cited, layer, facts).values(),
            "geom": line,
            "length_m": round(length),
            "duration_min": _duration_min(modes[0], length, stops),
        },
        children={"stages": _stages(points, places), "stops": stops},
        facts={"source": cited.recorded, **{fact.field: fact.source for fact in facts}},
    )


def _summaries(record: Record, facts: Sequence[RouteFact]) -> dict[str, str]:
    """The three summaries, each closed by what is estimated, stated and unknown."""
    return {
        f"summary_{language}": " ".join([
            record[f"summary_{language}"],
            ESTIMATED.in_language(language),
            *sentences(facts, language),
        ])
        for language in Language
    }  # fmt: skip


def _duration_min(mode: str, length: float, stops: list[dict[str, object]]) -> int:
    """Minutes on the way at the mode's mean speed, and at the stops; nights count as stays."""
    under_way = length / 1000 / SPEED_KMH.get(mode, DRIVING_KMH) * 60
    stays = sum(int(str(stop["stay_min"] or 0)) for stop in stops)
    return round(under_way) + stays


def _stop(layer: Layer, point: Record, monument_ids: Mapping[str, int]) -> dict[str, object]:
    fields = {field.name: field for field in fields_of(layer.child("stops").table)}
    monument_id = monument_ids.get(point["monument_key"])
    values = {name: checked_value(fields[name], point[name]) for name in STOP_FIELDS}
    return {
        **values,
        "longitude": float(point["lon"]),
        "latitude": float(point["lat"]),
        "linked_layer": "monuments" if monument_id else None,
        "linked_id": monument_id,
    }


def _stages(points: list[Record], places: list[Point]) -> list[dict[str, object]]:
    """The stages in order; each begins where the one before ended, so lengths add up."""
    stages: list[dict[str, object]] = []
    begin = 0
    for number, group in groupby(range(len(points)), key=lambda index: points[index]["stage"]):
        end = max(group)
        stops = [point for point in points[begin : end + 1] if point["is_stop"] == "1"]
        names = {f"name_{language}": _from_to(stops, f"name_{language}") for language in Language}
        line = places[begin : end + 1]
        length = length_m(LineString(line)) if len(line) >= LEAST_POINTS else 0.0
        stages.append({"position": int(number), "role": "main", **names, "length_m": length})
        begin = end
    return stages


def _from_to(stops: list[Record], name: str) -> str | None:
    """«First – last» stop of a stage, or the one name where it ends where it begins."""
    if not stops:
        return None
    first, last = stops[0][name], stops[-1][name]
    return first if first == last else f"{first} – {last}"
