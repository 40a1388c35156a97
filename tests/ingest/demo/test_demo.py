"""The whole demonstration on the regions and settlements that the project ships."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, func, select, text

from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from core.progress import Progress, silent
from core.settings import Settings
from core.text import Text
from ingest.demo.demonstration import DemoLoaded, load_demo
from ingest.demo.starter_layers import unit_mismatches
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.history import History
from layers.registry import Catalogue
from tests.databases import clone

pytestmark = pytest.mark.slow

REPORTS = 2_000


@dataclass(frozen=True)
class Demo:
    """A database of its own with the demonstration, what the load said, and what it told."""

    engine: Engine
    loaded: DemoLoaded
    told: list[tuple[Text, int, int]]


@pytest.fixture(scope="module")
def demo(cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue) -> Iterator[Demo]:
    told: list[tuple[Text, int, int]] = []
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        loaded = load(engine, catalogue, lambda *step: told.append(step))
        yield Demo(engine, loaded, told)
        engine.dispose()


def load(engine: Engine, catalogue: Catalogue, progress: Progress = silent) -> DemoLoaded:
    settings = Settings.from_environment({})
    return load_demo(make_sessions(engine), settings, catalogue, reports=REPORTS, progress=progress)


def test_demo_says_what_it_loaded(demo: Demo) -> None:
    counts = json.loads(json.dumps(demo.loaded.as_counts()))
    assert counts["regions"]["units"] == 20 + 209 + 2379
    assert counts["monuments"]["created"] >= 150
    assert counts["monuments"]["written"] == 27
    assert counts["tourist_routes"]["created"] >= 10
    assert counts["endangered_objects"]["written"] == 120
    assert counts["initiative_projects"]["written"] == 400
    assert counts["citizen_reports"] == {"written": REPORTS, "removed": 0}
    assert counts["problems"] == {"rows": 0}


def test_every_state_and_move_of_every_flow_is_shown_by_something_synthetic(
    demo: Demo, catalogue: Catalogue
) -> None:
    flows = [layer for layer in catalogue.themes if layer.flow]
    assert {layer.id for layer in flows} >= {"monuments", "initiative_projects", "citizen_reports"}
    with make_sessions(demo.engine)() as session:
        for layer in flows:
            flow, table = layer.flow, layer.table
            assert flow is not None
            states = session.scalars(select(table.__table__.c.state).where(table.synthetic))
            assert set(states) == set(flow.states.codes), layer.id
            moves = session.scalars(
                select(History.move)
                .join(table, table.id == History.feature_id)
                .where(History.layer == layer.id, History.move.is_not(None), table.synthetic)
            )
            assert set(moves) == {move.id for move in flow.moves}, layer.id


def test_second_load_does_nothing(demo: Demo, catalogue: Catalogue) -> None:
    versions = select(Monument.id, Monument.version).order_by(Monument.id)
    with make_sessions(demo.engine)() as session:
        before = session.execute(versions).all()
    counts = load(demo.engine, catalogue).as_counts()
    assert counts["regions"] == {"units": 0, "settlements": 0, "pieces": 0}
    assert counts["monuments"]["created"] == counts["monuments"]["changed"] == 0
    assert counts["monuments"]["written"] == counts["monuments"]["removed"] == 0
    assert counts["citizen_reports"] == {"written": 0, "removed": 0}
    with make_sessions(demo.engine)() as session:
        assert session.execute(versions).all() == before


def test_every_report_has_a_region(demo: Demo) -> None:
    with make_sessions(demo.engine)() as session:
        without = CitizenReport.outside | CitizenReport.oblast_code.is_(None)
        assert session.scalar(select(func.count()).where(without)) == 0
        astray = """
            SELECT count(*) FROM citizen_reports AS report,
                region_chain(report.geom, atlas_today()) AS chain
            WHERE (report.oblast_code, report.district_code, report.rural_district_code)
                IS DISTINCT FROM
                (chain.oblast_code, chain.district_code, chain.rural_district_code)
        """
        assert session.scalar(text(astray)) == 0


def test_no_monument_lies_outside_a_unit_whose_polygon_is_exact(
    demo: Demo, catalogue: Catalogue
) -> None:
    with make_sessions(demo.engine)() as session:
        mismatches = unit_mismatches(session, catalogue)
        monuments = session.scalar(select(func.count()).select_from(Monument)) or 0
    assert [mismatch for mismatch in mismatches if not mismatch.approximate] == []
    assert len(mismatches) < monuments / 10


def test_monuments_stand_in_all_twenty_units(demo: Demo) -> None:
    with make_sessions(demo.engine)() as session:
        units = session.scalars(select(Monument.oblast_code).distinct()).all()
    assert len(units) == 20
    assert None not in units


def test_long_routes_cross_several_oblasts(demo: Demo) -> None:
    with make_sessions(demo.engine)() as session:
        for key in ("west-east-by-car", "north-south-by-car"):
            route = session.scalars(select(TouristRoute).filter_by(source_key=key)).one()
            assert sum(code.endswith("0000000") for code in route.passes_codes) >= 4
            assert route.length_m
            assert route.length_m > 1_000_000


def test_progress_is_told_to_the_end(demo: Demo) -> None:
    assert demo.told[0][1:] == (0, 1)
    assert demo.told[-1][1:] == (REPORTS, REPORTS)
    assert all(done <= total for _, done, total in demo.told)
    assert all(what.kk for what, _, _ in demo.told)
