"""Synthetic monuments show the whole register, and nothing made up touches what is real."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from ingest.demo.starter_layers import load_starter_layers
from ingest.demo.synthetic.labels import SAMPLE, SOURCE, remove_synthetic
from ingest.demo.synthetic.load import load_synthetic
from ingest.demo.synthetic.monument_plans import DAMAGE_OF, PATHS
from layers.catalogue.monuments import CONDITION, FLOW, Inspection, Monument
from layers.days import today
from layers.history import History
from layers.registry import Catalogue
from tests.databases import clone
from tests.world.drawing import draw_country

pytestmark = pytest.mark.slow

SEED = 13
Hanging = set[tuple[str, str, int, int]]
"""Layer, series, row and feature of each child row of a real feature."""


@dataclass(frozen=True)
class Drawn:
    """A session among everything, and what hung on the real features before that was drawn."""

    session: Session
    before: Hanging


def hanging_on_real(session: Session, catalogue: Catalogue) -> Hanging:
    return {
        (layer.id, child.id, row, feature)
        for layer in catalogue.themes
        for child in layer.children
        for row, feature in session.execute(
            select(child.table.id, child.table.feature_id)
            .join(layer.table, layer.table.id == child.table.feature_id)
            .where(layer.table.synthetic.is_(False))
        )
    }


@pytest.fixture(scope="module")
def atlas(
    cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue
) -> Iterator[Drawn]:
    """The starter layers and all that is synthetic, for tests that only read."""
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        with make_sessions(engine)() as session:
            draw_country(session)
            load_starter_layers(session, catalogue)
            before = hanging_on_real(session, catalogue)
            load_synthetic(session, catalogue, 300, SEED)
            yield Drawn(session, before)
        engine.dispose()


@pytest.fixture(scope="module")
def drawn(atlas: Drawn) -> Session:
    """The session of the atlas."""
    return atlas.session


def synthetic_monuments(session: Session) -> list[Monument]:
    found = select(Monument).where(Monument.source == SOURCE).order_by(Monument.source_key)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def test_nothing_synthetic_hangs_on_a_real_feature(atlas: Drawn, catalogue: Catalogue) -> None:
    assert atlas.before
    assert hanging_on_real(atlas.session, catalogue) == atlas.before


def test_nothing_synthetic_is_tied_to_a_real_feature(drawn: Session, catalogue: Catalogue) -> None:
    tied = []
    for layer in catalogue.themes:
        for link in layer.links:
            assert link.target, "a link from row to row must be followed here too"
            other = catalogue.layer(link.target).table
            key = layer.table.__table__.c[link.key]
            joined = select(layer.table.id, other.synthetic).join(other, other.id == key)
            tied += drawn.execute(joined.where(layer.table.synthetic)).all()
    assert tied
    assert [feature for feature, is_synthetic in tied if not is_synthetic] == []


def test_condition_of_the_real_monuments_stays_what_their_sources_say(drawn: Session) -> None:
    real = select(Monument.condition).where(Monument.synthetic.is_(False))
    assert set(drawn.scalars(real)) == {"unknown"}


def test_every_synthetic_monument_says_that_it_is_a_sample(drawn: Session) -> None:
    for monument in synthetic_monuments(drawn):
        assert monument.synthetic
        assert (monument.name_kk or "").endswith(SAMPLE.kk)
        assert (monument.name_en or "").endswith(SAMPLE.en)
        assert "synthetic sample" in (monument.summary_en or "")


def test_register_shows_every_path_of_its_flow(drawn: Session) -> None:
    monuments = synthetic_monuments(drawn)
    assert {monument.state for monument in monuments} == set(FLOW.states.codes)
    moves = select(History.move).where(History.layer == "monuments", History.move.is_not(None))
    assert set(drawn.scalars(moves)) == {move.id for move in FLOW.moves}
    assert len(monuments) >= 2 * len(PATHS)


def test_history_of_a_monument_leads_to_its_state_and_names_made_up_acts(drawn: Session) -> None:
    states = {monument.id: monument.state for monument in synthetic_monuments(drawn)}
    rows = drawn.scalars(
        select(History)
        .where(History.layer == "monuments", History.feature_id.in_(states))
        .order_by(History.id)
    ).all()
    reached: dict[int, str | None] = {}
    for row in rows:
        assert row.facts["synthetic"] == "true"
        assert row.at.date() <= today(drawn)
        if row.move:
            move = FLOW.move(row.move)
            demanded = {demand.id for demand in move.demands}
            assert row.from_state == reached[row.feature_id]
            assert row.from_state in move.sources
            assert demanded <= {*row.facts, *(["reason"] if row.reason else [])}
            assert "синтетический" in row.facts.get("act_number", "синтетический")
        reached[row.feature_id] = row.to_state
    assert reached == states


def test_listed_monument_has_a_significance_and_a_signalled_one_has_none(drawn: Session) -> None:
    for monument in synthetic_monuments(drawn):
        if monument.state in {"listed", "relocated"}:
            assert monument.significance in {"local", "republican"}
        if monument.state in {"signalled", "newly_identified", "preliminary"}:
            assert monument.significance is None


def test_synthetic_monuments_stand_in_every_condition_of_their_newest_inspection(
    drawn: Session,
) -> None:
    newest: dict[int, Inspection] = {}
    for row in drawn.scalars(select(Inspection).order_by(Inspection.inspected_on)):
        assert row.inspector is None
        newest[row.feature_id] = row
    monuments = synthetic_monuments(drawn)
    for monument in monuments:
        last = newest.get(monument.id)
        assert (last is None) == (monument.state == "signalled")
        assert monument.condition == (last.condition if last else "unknown")
        assert monument.inspected_on == (last.inspected_on if last else None)
    assert {monument.condition for monument in monuments} == set(CONDITION.codes)
    assert set(DAMAGE_OF) == set(CONDITION.codes)


def test_real_monuments_stay_when_the_synthetic_ones_are_removed(
    atlas: Drawn, catalogue: Catalogue
) -> None:
    with atlas.session.begin_nested() as undone:
        removed = remove_synthetic(atlas.session, catalogue.layer("monuments"))
        assert removed == 27
        assert hanging_on_real(atlas.session, catalogue) == atlas.before
        undone.rollback()
