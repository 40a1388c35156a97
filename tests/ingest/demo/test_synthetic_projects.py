"""Synthetic projects and endangered objects keep to what the flows and scales demand."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from ingest.demo.starter_layers import load_starter_layers
from ingest.demo.synthetic.endangered import load_endangered
from ingest.demo.synthetic.labels import SAMPLE, SOURCE
from ingest.demo.synthetic.load import MONUMENTS, load_synthetic
from ingest.demo.synthetic.monuments import load_monuments
from ingest.demo.synthetic.places import Country
from ingest.demo.synthetic.projects import load_projects
from ingest.demo.synthetic.threat_plans import PRIORITY_FROM, THREATS
from ingest.demo.synthetic.wanted import Wanted
from layers.catalogue.endangered_objects import (
    THREAT_CAUSE,
    THREAT_KIND,
    EndangeredObject,
    RiskAssessment,
    Threat,
    Work,
)
from layers.catalogue.initiative_projects import (
    FLOW,
    EstimateLine,
    InitiativeProject,
    Participant,
    Pledge,
    Rating,
    covers_estimate,
    lists_participants,
)
from layers.catalogue.monuments import Monument
from layers.days import today
from layers.history import History
from layers.registry import Catalogue
from tests.counting import count
from tests.databases import clone
from tests.world.drawing import draw_country

pytestmark = pytest.mark.slow

SEED = 11


@contextmanager
def country_of_its_own(cluster: EmbeddedCluster, template: str) -> Iterator[Session]:
    """A session in a country that a file's tests fill once and only read."""
    with clone(cluster, template) as url:
        engine = make_engine(url)
        with make_sessions(engine)() as session:
            draw_country(session)
            yield session
        engine.dispose()


@pytest.fixture(scope="module")
def projects(
    cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue
) -> Iterator[Session]:
    with country_of_its_own(cluster, migrated_template) as country:
        wanted = Wanted(300, SEED, today(country))
        layer = catalogue.layer("initiative_projects")
        load_projects(country, layer, wanted, Country.read(country, wanted.today))
        yield country


def in_states(session: Session, *states: str) -> list[InitiativeProject]:
    found = select(InitiativeProject).where(InitiativeProject.state.in_(states))
    return list(session.scalars(found))


def test_projects_are_labelled_named_in_three_languages_and_in_a_region(projects: Session) -> None:
    for project in projects.scalars(select(InitiativeProject)):
        assert (project.source, project.synthetic, project.outside) == (SOURCE, True, False)
        assert project.name_kk
        assert project.name_ru
        assert project.name_en
        assert project.oblast_code
        assert project.author_name is None


def test_projects_stand_in_every_state(projects: Session) -> None:
    states = set(projects.scalars(select(InitiativeProject.state).distinct()))
    assert states == set(FLOW.states.codes)


def test_started_project_has_a_covered_estimate_and_an_official(projects: Session) -> None:
    started = in_states(projects, "implementing", "implemented")
    assert len(started) > 50
    for project in started:
        assert covers_estimate(projects, project, {})
        assert project.responsible_official


def test_some_initiatives_are_covered_and_most_are_not(projects: Session) -> None:
    covered = [covers_estimate(projects, row, {}) for row in in_states(projects, "initiative")]
    assert 0 < sum(covered) < len(covered) / 2


def test_submitted_project_has_an_estimate_and_no_pledge(projects: Session) -> None:
    for project in in_states(projects, "submitted"):
        of_project = EstimateLine.feature_id == project.id
        assert projects.scalar(select(func.count()).where(of_project))
        assert not projects.scalar(select(func.count()).where(Pledge.feature_id == project.id))


def test_only_an_implemented_project_has_outcome_participants_and_ratings(
    projects: Session,
) -> None:
    rated = set(projects.scalars(select(Rating.feature_id).distinct()))
    for project in projects.scalars(select(InitiativeProject)):
        implemented = project.state == "implemented"
        assert bool(project.outcome) == implemented
        assert bool(project.users_reached) == implemented
        assert lists_participants(projects, project, {}) == implemented
        assert implemented or project.id not in rated
    assert set(projects.scalars(select(Rating.score).distinct())) <= {1, 2, 3, 4, 5}


def test_project_history_leads_to_its_state_by_the_flow(projects: Session) -> None:
    reached: dict[int, str | None] = {}
    rows_of: dict[int, list[History]] = defaultdict(list)
    for row in projects.scalars(select(History).order_by(History.id)):
        assert row.facts["synthetic"] == "true"
        if row.move:
            move = FLOW.move(row.move)
            assert row.from_state == reached[row.feature_id]
            assert (row.from_state in move.sources, row.to_state) == (True, move.target)
            assert row.reason or "reason" not in {demand.id for demand in move.demands}
        reached[row.feature_id] = row.to_state
        rows_of[row.feature_id].append(row)
    states = projects.execute(select(InitiativeProject.id, InitiativeProject.state)).all()
    assert reached == dict(states)
    for rows in rows_of.values():
        assert [row.at for row in rows] == sorted(row.at for row in rows)
        assert rows[-1].at.date() < today(projects) + timedelta(days=1)


@pytest.fixture(scope="module")
def endangered(
    cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue
) -> Iterator[Session]:
    with country_of_its_own(cluster, migrated_template) as country:
        load_starter_layers(country, catalogue)
        wanted = Wanted(120, SEED, today(country))
        drawn = Country.read(country, wanted.today)
        monuments = Wanted(MONUMENTS, SEED, wanted.today)
        load_monuments(country, catalogue.layer("monuments"), monuments, drawn)
        load_endangered(country, catalogue.layer("endangered_objects"), wanted, drawn)
        yield country


def test_some_endangered_objects_are_synthetic_monuments_at_their_place(
    endangered: Session,
) -> None:
    tied = endangered.execute(
        select(EndangeredObject, Monument).join(
            Monument, Monument.id == EndangeredObject.monument_id
        )
    ).all()
    assert len(tied) == 24
    for endangered_object, monument in tied:
        assert monument.synthetic
        assert endangered_object.geom == monument.geom
        assert endangered_object.name_kk == monument.name_kk


def test_every_endangered_object_says_that_it_is_a_sample(endangered: Session) -> None:
    for row in endangered.scalars(select(EndangeredObject)):
        assert (row.source, row.synthetic) == (SOURCE, True)
        assert (row.name_en or "").endswith(SAMPLE.en)
        assert "synthetic" in (row.summary_en or "")


def test_assessments_are_on_the_abc_scale_and_the_newest_gives_the_risk(
    endangered: Session,
) -> None:
    newest: dict[int, RiskAssessment] = {}
    for row in endangered.scalars(select(RiskAssessment).order_by(RiskAssessment.assessed_on)):
        assert all(0 <= score <= 5 for score in (row.a_when, row.b_loss, row.c_share))
        newest[row.feature_id] = row
    objects = endangered.scalars(
        select(EndangeredObject).execution_options(populate_existing=True)
    ).all()
    assert len(newest) == len(objects) == 120
    for endangered_object in objects:
        last = newest[endangered_object.id]
        assert endangered_object.risk_magnitude == last.magnitude
        assert endangered_object.assessed_on == last.assessed_on
        priority = next(code for least, code in PRIORITY_FROM if last.magnitude >= least)
        assert endangered_object.priority == priority


def test_every_endangered_object_has_a_threat_as_urgent_as_itself(endangered: Session) -> None:
    found = endangered.execute(select(EndangeredObject.id, EndangeredObject.priority)).all()
    priorities = dict(found)
    threatened = defaultdict(set)
    for threat in endangered.scalars(select(Threat)):
        threatened[threat.feature_id].add(threat.priority)
    assert all(priority in threatened[row] for row, priority in priorities.items())


def test_threats_are_of_the_vocabularies() -> None:
    assert {cause for cause, _ in THREATS} == set(THREAT_CAUSE.codes)
    assert {kind for _, kind in THREATS} == set(THREAT_KIND.codes)


def test_works_are_done_before_this_year_and_planned_after_it(endangered: Session) -> None:
    year = today(endangered).year
    for work in endangered.scalars(select(Work)):
        assert work.funding_year is not None
        assert (work.stage == "done") == (work.funding_year < year)
        assert (work.stage == "planned") == (work.funding_year > year)


def test_second_load_draws_nothing_and_another_number_replaces_only_the_reports(
    country: Session, catalogue: Catalogue
) -> None:
    load_starter_layers(country, catalogue)
    first = load_synthetic(country, catalogue, 300, SEED)
    assert (first["citizen_reports"].written, first["initiative_projects"].written) == (300, 400)
    second = load_synthetic(country, catalogue, 300, SEED)
    assert {(done.written, done.removed) for done in second.values()} == {(0, 0)}
    third = load_synthetic(country, catalogue, 200, SEED)
    assert (third["citizen_reports"].written, third["citizen_reports"].removed) == (200, 300)
    assert third["initiative_projects"].written == third["initiative_projects"].removed == 0
    assert count(country, Participant) > 0


def test_no_reports_may_be_asked_for(country: Session, catalogue: Catalogue) -> None:
    load_synthetic(country, catalogue, 50, SEED)
    assert load_synthetic(country, catalogue, 0, SEED)["citizen_reports"].removed == 50
    again = load_synthetic(country, catalogue, 0, SEED)["citizen_reports"]
    assert (again.written, again.removed) == (0, 0)
