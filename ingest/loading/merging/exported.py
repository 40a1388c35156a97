"""Rows of an atlas's own export that are objects of this atlas, and what in them is the same."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.text import Text
from ingest.rows.row_problem import RowProblem
from ingest.staging.stage import StagingTable
from layers.access import IMPRECISE_FIELDS
from layers.model.field import FieldType
from layers.model.layer import Layer

KEYED, KNOWN, MOVED = (
    (Path(__file__).parent / f"exported_{name}.sql").read_text(encoding="utf-8")
    for name in ("keyed", "known", "moved")
)
CENTIMETRE = "0.0000002"
"""Degrees: what rounding to seven decimals and a way there and back between systems move."""
MILLISECOND_S = "0.0015"
"""GDAL keeps times to the millisecond."""
DECIMALS = 7
MOST_COMPARED = 500
"""Points of a place that are compared each with each."""
SPACE = r"[\s\u00a0\u2000-\u200a\u3000]"
UNWRITABLE = r"[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]"
"""Characters that XML cannot hold."""
ELSEWHERE = Text(
    "Атласта осы нөмірлі нысан басқа жерде тұр; сол ма, әлде жаңа ма — айтыңыз",
    "В атласе объект с этим номером стоит в другом месте; скажите, он ли это или новый",
    "In the atlas the object of this number stands elsewhere; say whether it is the same or new",
)


def known_exports(session: Session, stage: StagingTable) -> tuple[RowProblem, ...]:
    """Why rows wait of which nobody knows whether they are the object of their number.

    Rows that are an object get its id.
    """
    layer = stage.layer
    names = {
        "stage": stage.table,
        "table": layer.table.__tablename__,
        "is_masked": "feature.sensitive" if layer.is_sensitive else "FALSE",
        "place": "feature.public_geom" if layer.is_sensitive else "feature.geom",
    }
    session.execute(text(KEYED.format(**names)))
    session.execute(text(KNOWN.format(**names)))
    found = session.execute(text(MOVED.format(**names))).all()
    return tuple(
        RowProblem(
            row, "id", key, ELSEWHERE, rejected=False, waiting=True, code="maybe_same",
            candidates=({"kind": "feature", "id": feature_id, "verdict": "undecided"},),
        )
        for row, key, feature_id in found
    )  # fmt: skip


def same_place(layer: Layer, *, is_own_export: bool) -> str:
    """The SQL of the place that an object is to have: its own where the file only rounds it.

    An own export also tells of a sensitive object no more than its public place.
    """
    same = _is_same_shape("feature.geom")
    if is_own_export and layer.is_sensitive:
        same = f"({same} OR (feature.sensitive AND {_is_same_shape('feature.public_geom')}))"
    return (
        "CASE WHEN feature.geom = stage.geom THEN feature.geom"
        f" WHEN {same} THEN feature.geom ELSE stage.geom END"
    )


def exported_value(layer: Layer, name: str, told: str) -> str:
    """The SQL of a value of an own export: what the file hides or trims stays as it is."""
    stays = []
    if layer.is_sensitive and name in IMPRECISE_FIELDS:
        stays.append(f"feature.sensitive AND {told} IS NULL")
    if layer.field(name).type is FieldType.DATETIME:
        stays.append(f"abs(EXTRACT(EPOCH FROM feature.{name} - {told})) < {MILLISECOND_S}")
    if layer.field(name).type is FieldType.TEXT:
        stays.append(f"{_trimmed(f'feature.{name}')} IS NOT DISTINCT FROM {_trimmed(told)}")
    if not stays:
        return told
    return f"CASE WHEN {' OR '.join(stays)} THEN feature.{name} ELSE {told} END"


def _is_same_shape(known: str) -> str:
    """Whether the staged place has the same points as a known one, to a centimetre."""
    one, other = f"ST_ForcePolygonCCW({known})", "ST_ForcePolygonCCW(stage.geom)"
    return (
        f"(GeometryType({known}) = GeometryType(stage.geom)"
        f" AND ST_NPoints({known}) = ST_NPoints(stage.geom)"
        f" AND CASE WHEN ST_NPoints({known}) <= {MOST_COMPARED}"
        f" THEN ST_HausdorffDistance({known}, stage.geom) < {CENTIMETRE}"
        f" ELSE ST_AsText({one}, {DECIMALS}) = ST_AsText({other}, {DECIMALS}) END)"
    )


def _trimmed(text: str) -> str:
    """A text as files may bring it back: without outer spaces, with one kind of line break."""
    lines = f"regexp_replace({text}, E'\\\\r\\\\n?', E'\\\\n', 'g')"
    readable = f"regexp_replace({lines}, '{UNWRITABLE}', '', 'g')"
    return f"NULLIF(regexp_replace({readable}, '^{SPACE}+|{SPACE}+$', '', 'g'), '')"
