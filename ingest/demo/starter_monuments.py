"""The starter register of well-known monuments, row by row from its table to features."""

from collections.abc import Iterable, Mapping, Sequence

from shapely import Point

from core.errors import AtlasError, InvalidValueError
from core.text import Language, Text
from ingest.demo.starter_sources import CitedSources, StarterSource, sources_of
from ingest.loading.upsert import SourceRow
from ingest.rows.row_problem import RowProblem
from layers.model.field import fields_of
from layers.model.layer import Layer
from layers.model.values import checked_value

FIELDS = (
    "name_kk", "name_ru", "name_en", "register_no", "significance", "accuracy_m",
    "point_meaning", "dating_begin_earliest", "dating_begin_latest", "dating_end_earliest",
    "dating_end_latest", "dating_precision", "dating_text_kk", "dating_text_ru",
    "dating_text_en", "summary_kk", "summary_ru", "summary_en", "source_url",
)  # fmt: skip
"""Columns of the table that are fields of the layer under the same name."""

INSPECTION_FIELDS = ("inspected_on", "basis", "condition")
"""Columns of the table of inspections that are fields of the series under the same name."""

Record = Mapping[str, str]

OUT_OF_RANGE = Text(
    "Координаттар ел аумағынан тым алыс.",
    "Координаты слишком далеко от страны.",
    "The coordinates are far from the country.",
)
EXTENT = (46.0, 40.0, 88.0, 56.0)
"""West, south, east and north of Kazakhstan with a margin, EPSG:4326."""


def monument_rows(
    layer: Layer,
    table: Iterable[Record],
    inspections: Sequence[Record],
    sources: Mapping[str, StarterSource],
) -> tuple[list[SourceRow], list[RowProblem]]:
    """The rows that can be taken, and the problems of those that cannot."""
    rows, problems = [], []
    for number, record in enumerate(table, start=1):
        reports = [each for each in inspections if each["monument_key"] == record["key"]]
        try:
            rows.append(_row(layer, record, reports, sources_of(record, sources)))
        except InvalidValueError as error:
            problems.append(problem_of(number, error))
    return rows, problems


def problem_of(number: int, error: InvalidValueError) -> RowProblem:
    """The problem that an invalid value makes of its row."""
    return RowProblem(
        row=number, field=error.field, value=str(error.value), reason=phrase_of(error)
    )


def phrase_of(error: AtlasError) -> Text:
    """The error's message in the three languages."""
    return Text(*(error.message(language) for language in Language))


def place_of(record: Record) -> Point:
    """The point of `lon` and `lat`, EPSG:4326. Raises InvalidValueError."""
    west, south, east, north = EXTENT
    for name, least, most in (("lon", west, east), ("lat", south, north)):
        try:
            is_near = least <= float(record[name]) <= most
        except ValueError:
            is_near = False
        if not is_near:
            raise InvalidValueError(record[name], field=name, hint=OUT_OF_RANGE)
    return Point(float(record["lon"]), float(record["lat"]))


def _row(layer: Layer, record: Record, reports: Sequence[Record], cited: CitedSources) -> SourceRow:
    values = {name: checked_value(layer.field(name), record[name]) for name in FIELDS}
    is_only_sacred = bool(record["sacred_kind"]) and not record["kind"]
    values["kind"] = None if is_only_sacred else checked_value(layer.field("kind"), record["kind"])
    return SourceRow(
        key=record["key"],
        values={**values, **cited.citation.values(), "geom": place_of(record)},
        at_creation={"state": _register_state(cited)},
        children={"sacred_marks": _sacred_marks(layer, record)},
        first_children={"inspections": [_inspection(layer, report) for report in reports]},
        facts={"source": cited.citation.recorded, **_act(cited)},
    )


def _register_state(cited: CitedSources) -> str:
    is_listed = any(source.on_state_list for source in cited.sources)
    return "listed" if is_listed else "newly_identified"


def _act(cited: CitedSources) -> dict[str, str]:
    """The number and date of the act by which a source lists it, if one names its act."""
    acts = [source for source in cited.sources if source.act_number]
    return {"act_number": acts[0].act_number, "act_date": acts[0].act_date} if acts else {}


def _inspection(layer: Layer, report: Record) -> dict[str, object]:
    """What a published report says of the condition; its words and address are the note."""
    fields = {field.name: field for field in fields_of(layer.child("inspections").table)}
    found = {name: checked_value(fields[name], report[name]) for name in INSPECTION_FIELDS}
    note = f"«{report['quote']}» — {report['source_url']}"
    seen_on = checked_value(fields["source_seen_on"], report["seen_on"])
    return {**found, "note": note, "source_seen_on": seen_on}


def _sacred_marks(layer: Layer, record: Record) -> list[dict[str, object]]:
    if not record["sacred_kind"]:
        return []
    fields = {field.name: field for field in fields_of(layer.child("sacred_marks").table)}
    return [
        {
            "kind": checked_value(fields["kind"], record["sacred_kind"]),
            "level": checked_value(fields["level"], record["sacred_level"]),
        }
    ]
