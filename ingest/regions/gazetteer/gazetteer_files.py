"""The gazetteer out of the files that an operator has at hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.regions.boundaries.boundary_file import BoundaryColumns, read_boundaries
from ingest.regions.gazetteer.gazetteer import Gazetteer, build_gazetteer
from ingest.regions.gazetteer.populated_places import read_hand_placed, read_places
from ingest.regions.kato.classifier import Classifier, read_classifier


def gazetteer_of_files(  # noqa: PLR0913 - three sources, and how to read them
    classifier_file: Path,
    places_file: Path,
    polygon_files: Sequence[Path],
    *,
    code_column: str,
    overrides: Mapping[str, str],
    hand_placed_file: Path | None = None,
) -> Gazetteer:
    """The gazetteer of a KATO classifier, a file of populated places and files of districts.

    The polygon files hold districts, city districts and the cities of republican significance under
    their codes; `overrides` replace codes. Polygons of whole oblasts are left aside.
    """
    classifier = read_classifier(classifier_file)
    places = read_places(places_file)
    if hand_placed_file is not None:
        places += read_hand_placed(hand_placed_file)
    sought_in = _seekable(classifier)
    columns = BoundaryColumns(code_column)
    files = (read_boundaries(path, columns)[0] for path in polygon_files)
    polygons = {
        code: row.polygon
        for rows in files
        for row in rows
        if (code := overrides.get(row.code, row.code)) in sought_in
    }
    return build_gazetteer(classifier, places, polygons)


def _seekable(classifier: Classifier) -> set[str]:
    """The codes of all units but oblasts: a settlement is sought in something smaller."""
    return {unit.code for unit in classifier.units if unit.name.kind != "oblast"}
