"""First-level outlines of Natural Earth, and which present units lie in each of them.

The outlines show the sixteen units of before 2018. Where a unit was divided since, its parts are
told apart by the Voronoi cells of their settlements; each grouping below was the better of those
tried against open boundaries of 2024 (intersection over union).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyogrio
from shapely import MultiPolygon, union_all

from core.errors import AtlasError
from core.text import Text
from geo.repair import valid_polygons
from layers.regions.boundary_sources import NATURAL_EARTH, NATURAL_EARTH_DIVIDED


class MissingOutlinesError(AtlasError):
    """The file with the first-level outlines is not there."""

    phrase = Text(
        "Облыс шекаралары бар «{value}» файлы жоқ. «make demo» оны веб-беттің пакеттерімен бірге "
        "орнатады; немесе ATLAS_OUTLINES арқылы басқа файлды көрсетіңіз.",
        "Нет файла с границами областей «{value}». «make demo» ставит его вместе с пакетами "
        "веб-страницы; или укажите другой файл в ATLAS_OUTLINES.",
        "The file with the outlines of the regions, “{value}”, is missing. “make demo” installs it "
        "with the web page's packages; or name another file in ATLAS_OUTLINES.",
    )


class UnknownOutlinesError(AtlasError):
    """The file lacks an outline that is expected in it."""

    phrase = Text(
        "«{file}» файлында «{value}» шекарасы жоқ.",
        "В файле «{file}» нет контура «{value}».",
        "The file “{file}” has no outline “{value}”.",
    )


@dataclass(frozen=True, slots=True)
class OutlineGroup:
    """Outlines taken together, and the codes of the present units that share their area."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    is_dated: bool = False
    """Whether the area itself has changed since the outline was drawn."""

    @property
    def is_divided(self) -> bool:
        """Whether several present units lie in it."""
        return len(self.codes) > 1

    @property
    def source(self) -> str:
        """Where the polygons of its units come from."""
        return (NATURAL_EARTH_DIVIDED if self.is_divided else NATURAL_EARTH).en


GROUPS = (
    OutlineGroup(("East Kazakhstan",), ("100000000", "630000000")),
    OutlineGroup(("Almaty", "Almaty City"), ("190000000", "330000000", "750000000")),
    OutlineGroup(("Qaraghandy",), ("350000000", "620000000")),
    OutlineGroup(("South Kazakhstan",), ("610000000", "790000000")),
    OutlineGroup(("Aqmola",), ("110000000",)),
    OutlineGroup(("Astana",), ("710000000",), is_dated=True),
    OutlineGroup(("Aqtöbe",), ("150000000",)),
    OutlineGroup(("Atyrau",), ("230000000",)),
    OutlineGroup(("West Kazakhstan",), ("270000000",)),
    OutlineGroup(("Zhambyl",), ("310000000",)),
    OutlineGroup(("Qostanay",), ("390000000",)),
    OutlineGroup(("Qyzylorda",), ("430000000",)),
    OutlineGroup(("Mangghystau",), ("470000000",)),
    OutlineGroup(("Pavlodar",), ("550000000",)),
    OutlineGroup(("North Kazakhstan",), ("590000000",)),
)


def read_outlines(path: Path, groups: Sequence[OutlineGroup] = GROUPS) -> list[MultiPolygon]:
    """The area of each group, EPSG:4326, out of a TopoJSON (or other) file with `name`.

    Raises MissingOutlinesError or UnknownOutlinesError.
    """
    if not path.is_file():
        raise MissingOutlinesError(str(path), field="outlines")
    frame = pyogrio.read_dataframe(path)
    by_name = dict(zip(frame["name"], frame.geometry, strict=True))
    for name in (name for group in groups for name in group.names):
        if name not in by_name:
            raise UnknownOutlinesError(name, field="outlines", file=path.name)
    return [valid_polygons(union_all([by_name[name] for name in group.names])) for group in groups]
