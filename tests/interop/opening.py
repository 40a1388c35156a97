"""Files and services opened by GDAL and QGIS, and what they read held against the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layers.reading.queries import DEGREES
from tests.interop.known import Known
from tests.interop.programs import FOLDER, SYSTEM_PYTHON, run, run_qgis

Requests = Mapping[str, Mapping[str, Any]]
ROUNDED_BY = 0.51 * 10**-DEGREES.decimals
"""Degrees by which a coordinate that is written in decimals may differ."""

PREFIX = "atlas_"
"""Stands before fields in GPX, and in KML before those whose name KML itself uses."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a program read: places and, of some rows, texts by id; a row may come in parts."""

    places: Mapping[int, list[BaseGeometry | None]]
    texts: Mapping[int, Mapping[str, str]]
    metadata: Mapping[str, str]
    system: str
    kind: str

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Opened":
        """From the JSON that a program wrote."""
        places: dict[int, list[BaseGeometry | None]] = {}
        for number, place, _ in answer["features"]:
            places.setdefault(number, []).append(shapely.from_wkb(place))
        return cls(
            places,
            {number: texts for number, _, texts in answer["features"] if texts},
            answer.get("metadata", {}),
            answer["system"],
            answer.get("kind", ""),
        )


def opened_by_gdal(requests: Requests, folder: Path) -> dict[str, Opened]:
    """What the system's GDAL reads of each request."""
    asked = _asked(requests, folder / "gdal.json")
    return _answers(run(SYSTEM_PYTHON, FOLDER / "open_with_gdal.py", asked, within_s=300))


def opened_by_qgis(requests: Requests, folder: Path) -> dict[str, Opened]:
    """What QGIS reads of each request."""
    asked = _asked(requests, folder / "qgis.json")
    return _answers(run_qgis("open_with_qgis.py", asked, folder=folder, within_s=300))


def must_be_alike(opened: Opened, expected: Known, *, by_more_than: float = 0.0) -> None:
    """Require that the program read just the rows, each at its place, and the same texts.

    `by_more_than` is the distance in degrees that the written form may be off.
    """
    assert opened.places.keys() == expected.places.keys()
    for number, parts in opened.places.items():
        [place] = parts
        must_be_the_place(place, expected.places[number], by_more_than)
    must_have_the_texts(opened, expected)


def must_be_the_place(
    found: BaseGeometry | None, expected: BaseGeometry, by_more_than: float
) -> None:
    """Require that the two have the same form, and no point of one is far from the other."""
    assert found is not None
    assert shapely.get_num_coordinates(found) == shapely.get_num_coordinates(expected)
    assert shapely.is_valid(found)
    assert shapely.hausdorff_distance(found, expected) <= by_more_than * 2**0.5


def must_have_the_texts(opened: Opened, expected: Known) -> None:
    """Require that the sampled rows have the texts of the database in every field that came."""
    assert opened.texts.keys() >= set(expected.sampled)
    for number in expected.sampled:
        texts = expected.texts[number]
        named = {name.removeprefix(PREFIX): text for name, text in opened.texts[number].items()}
        assert {name: named.get(name, "") for name in texts} == texts


def _asked(requests: Requests, path: Path) -> Path:
    path.write_text(json.dumps(requests))
    return path


def _answers(text: str) -> dict[str, Opened]:
    answers = json.loads(text)
    del answers["version"]
    return {key: Opened.of(answer) for key, answer in answers.items()}
