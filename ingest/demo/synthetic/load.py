"""All synthetic rows at once: what is there already stays, what differs is replaced."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.progress import Progress, silent
from core.text import Text
from ingest.demo.synthetic.endangered import load_endangered
from ingest.demo.synthetic.labels import is_loaded, remove_synthetic
from ingest.demo.synthetic.load_reports import load_reports
from ingest.demo.synthetic.monuments import load_monuments
from ingest.demo.synthetic.places import Country
from ingest.demo.synthetic.projects import load_projects
from ingest.demo.synthetic.wanted import Wanted
from layers.days import today
from layers.model.layer import Layer
from layers.registry import Catalogue

MONUMENTS = 27
ENDANGERED_OBJECTS = 120
INITIATIVE_PROJECTS = 400
REMOVING = Text(
    "Бұрынғы жасанды деректерді өшіру",
    "Удаление прежних синтетических данных",
    "Removing the earlier synthetic rows",
)
LOADING_MONUMENTS = Text(
    "Ескерткіштер (жасанды)", "Памятники (синтетические)", "Monuments (synthetic)"
)
LOADING_ENDANGERED = Text(
    "Апатты нысандар (жасанды)",
    "Аварийные объекты (синтетические)",
    "Endangered objects (synthetic)",
)
LOADING_PROJECTS = Text(
    "Бастамашылық жобалар (жасанды)",
    "Инициативные проекты (синтетические)",
    "Initiative projects (synthetic)",
)


@dataclass(frozen=True, slots=True)
class SyntheticLoaded:
    """What was done to one layer: both 0 where the wanted rows were there already."""

    written: int = 0
    removed: int = 0


Loader = Callable[[Session, Layer, Wanted, Country, Progress], int]


def load_synthetic(
    session: Session,
    catalogue: Catalogue,
    reports: int,
    seed: int,
    progress: Progress = silent,
) -> dict[str, SyntheticLoaded]:
    """What was done to each layer, by id; runs in the caller's transaction.

    A layer that holds just the rows of this seed and number is left as it is; otherwise its
    synthetic rows, and only those, are removed and drawn anew.
    """
    day = today(session)
    country: Country | None = None
    done: dict[str, SyntheticLoaded] = {}
    for layer_id, total, loader in (
        ("monuments", MONUMENTS, _monuments),
        ("endangered_objects", ENDANGERED_OBJECTS, _endangered),
        ("initiative_projects", INITIATIVE_PROJECTS, _projects),
        ("citizen_reports", reports, load_reports),
    ):
        layer = catalogue.layer(layer_id)
        if is_loaded(session, layer, seed, total):
            done[layer_id] = SyntheticLoaded()
            continue
        progress(REMOVING, 0, 0)
        removed = remove_synthetic(session, layer)
        country = country or Country.read(session, day)
        written = (
            loader(session, layer, Wanted(total, seed, day), country, progress) if total else 0
        )
        done[layer_id] = SyntheticLoaded(written, removed)
    return done


def _monuments(
    session: Session, layer: Layer, wanted: Wanted, country: Country, progress: Progress
) -> int:
    written = load_monuments(session, layer, wanted, country)
    progress(LOADING_MONUMENTS, written, wanted.total)
    return written


def _endangered(
    session: Session, layer: Layer, wanted: Wanted, country: Country, progress: Progress
) -> int:
    written = load_endangered(session, layer, wanted, country)
    progress(LOADING_ENDANGERED, written, wanted.total)
    return written


def _projects(
    session: Session, layer: Layer, wanted: Wanted, country: Country, progress: Progress
) -> int:
    written = load_projects(session, layer, wanted, country)
    progress(LOADING_PROJECTS, written, wanted.total)
    return written
