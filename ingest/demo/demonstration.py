"""The whole demonstration: starter regions and layers, and the labelled synthetic rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.progress import Progress, silent
from core.settings import Settings
from core.text import Text
from ingest.demo.starter_layers import StarterLoaded, load_starter_layers
from ingest.demo.synthetic.load import SyntheticLoaded, load_synthetic
from ingest.regions.starter.starter_regions import StarterRegionsLoaded, load_starter_regions
from ingest.rows.row_problem import RowProblem
from layers.materialized.merge import merge_through
from layers.registry import Catalogue

REPORTS = 20_000
SEED = 2026
LOADING_REGIONS = Text(
    "Өңірлер мен елді мекендер", "Регионы и населённые пункты", "Regions and settlements"
)
LOADING_LAYERS = Text("Ескерткіштер мен маршруттар", "Памятники и маршруты", "Monuments and routes")

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    """What the load did; a second load does nothing and says so with zeros."""

    regions: StarterRegionsLoaded
    layers: StarterLoaded
    synthetic: Mapping[str, SyntheticLoaded]
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each step took."""

    @property
    def problems(self) -> list[RowProblem]:
        """The starter rows that were not taken as they came."""
        return self.layers.problems

    def as_counts(self) -> dict[str, dict[str, float]]:
        """The counts of each step by name, for JSON."""
        real = {"monuments": self.layers.monuments, "tourist_routes": self.layers.tourist_routes}
        upserted: dict[str, dict[str, float]] = {
            layer_id: {
                "created": done.created,
                "changed": done.changed,
                "unchanged": done.unchanged,
            }
            for layer_id, done in real.items()
        }
        return {
            "regions": {
                "units": self.regions.units,
                "settlements": self.regions.settlements,
                "pieces": self.regions.pieces,
            },
            **upserted,
            **{
                layer_id: {
                    **upserted.get(layer_id, {}),
                    "written": loaded.written,
                    "removed": loaded.removed,
                }
                for layer_id, loaded in self.synthetic.items()
            },
            "problems": {"rows": len(self.problems)},
            "seconds": dict(self.seconds),
        }


def load_demo(  # noqa: PLR0913 - where to load what, and whom to tell
    sessions: SessionFactory,
    settings: Settings,
    catalogue: Catalogue,
    *,
    reports: int = REPORTS,
    seed: int = SEED,
    progress: Progress = silent,
) -> DemoLoaded:
    """What was loaded into a migrated database.

    Each of the three steps is a transaction of its own and does nothing where its rows stand
    already, so a load that was cut off goes on where it stopped. Raises MissingOutlinesError
    where regions are to be drawn and there are no outlines.
    """
    seconds: dict[str, float] = {}

    def step(name: str, load: Callable[[Session], Done]) -> Done:
        began = perf_counter()
        with transaction(sessions) as session:
            done = load(session)
        seconds[name] = round(perf_counter() - began, 2)
        return done

    progress(LOADING_REGIONS, 0, 1)
    regions = step(
        "regions",
        lambda session: load_starter_regions(session, catalogue, settings.outlines_file),
    )
    progress(LOADING_REGIONS, 1, 1)
    progress(LOADING_LAYERS, 0, 1)
    layers = step("layers", lambda session: load_starter_layers(session, catalogue))
    progress(LOADING_LAYERS, 1, 1)
    synthetic = step(
        "synthetic",
        lambda session: load_synthetic(session, catalogue, reports, seed, progress),
    )
    began = perf_counter()
    merge_through(sessions, catalogue)
    seconds["kept"] = round(perf_counter() - began, 2)
    return DemoLoaded(regions, layers, synthetic, seconds)
