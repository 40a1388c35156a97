"""Synthetic citizen reports: labelled, repeatable, clustered, and true to the layer's own flow."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.database.engine import make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from ingest.demo.synthetic import reports as reports_module
from ingest.demo.synthetic.labels import SOURCE, is_loaded, remove_synthetic
from ingest.demo.synthetic.load_reports import load_reports
from ingest.demo.synthetic.places import Country, NoSettlementsError
from ingest.demo.synthetic.report_calendar import DAY_S, RHYTHM, TOPICS
from ingest.demo.synthetic.report_paths import ALL_PATHS, Path, response_times
from ingest.demo.synthetic.report_spots import NO_SPOT
from ingest.demo.synthetic.report_texts import COMMENTS, ENDINGS, REASONS, REPORTS
from ingest.demo.synthetic.reports import NOT_DUPLICATE, duplicates
from ingest.demo.synthetic.wanted import Wanted
from layers.catalogue.citizen_reports import FLOW, LAYER, CitizenReport, Comment, Evidence
from layers.days import today
from layers.history import History
from tests.counting import count
from tests.databases import clone
from tests.world.drawing import draw_country
from tests.world.units import EAST_NORTH, WEST_NORTH

pytestmark = pytest.mark.slow

TOTAL = 6_000
SEED = 7


def fill(session: Session, total: int = TOTAL, seed: int = SEED) -> int:
    wanted = Wanted(total, seed, today(session))
    return load_reports(session, LAYER, wanted, Country.read(session, wanted.today))


@pytest.fixture(scope="module")
def loaded(cluster: EmbeddedCluster, migrated_template: str) -> Iterator[Session]:
    """A session on a database of its own with TOTAL reports, for tests that only read."""
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            draw_country(session)
            fill(session)
        with sessions() as session:
            yield session
        engine.dispose()


def number(session: Session, question: str) -> float:
    return float(session.scalar(text(question)) or 0)


@pytest.mark.parametrize("seed", range(20))
def test_however_few_reports_there_are_an_older_one_is_repeated(seed: int) -> None:
    spot = np.array([NO_SPOT, 3, 3, 3, NO_SPOT, 5])
    submitted_s = np.array([0, 1, 2, 400, 500, 600]) * DAY_S
    repeats = duplicates(spot, submitted_s, np.random.default_rng(seed))
    assert repeats[2] == 1
    assert set(np.delete(repeats, 2)) == {NOT_DUPLICATE}


def test_every_report_is_labelled_synthetic(loaded: Session) -> None:
    assert loaded.execute(
        select(CitizenReport.source, CitizenReport.synthetic, func.count()).group_by(
            CitizenReport.source, CitizenReport.synthetic
        )
    ).all() == [(SOURCE, True, TOTAL)]


def test_no_person_is_made_up(loaded: Session) -> None:
    assert loaded.scalar(select(func.count(CitizenReport.author_name))) == 0
    assert loaded.scalar(select(func.count(CitizenReport.author_contact))) == 0
    assert loaded.scalar(select(func.count(Comment.writer_name))) == 0


def test_every_report_lies_where_its_codes_say(loaded: Session) -> None:
    astray = """
        SELECT count(*) FROM citizen_reports AS report,
            region_chain(report.geom, atlas_today()) AS chain
        WHERE report.outside OR report.oblast_code IS NULL
            OR (report.oblast_code, report.district_code, report.rural_district_code)
                IS DISTINCT FROM
                (chain.oblast_code, chain.district_code, chain.rural_district_code)
    """
    assert number(loaded, astray) == 0


def test_report_stays_in_the_district_of_a_settlement(loaded: Session) -> None:
    strangers = """
        SELECT count(*) FROM citizen_reports AS report WHERE NOT EXISTS (
            SELECT FROM settlements AS settlement
            WHERE settlement.district_code = report.district_code
                AND ST_DWithin(
                    CAST(settlement.geom AS geography), CAST(report.geom AS geography), 60000
                )
        )
    """
    assert number(loaded, strangers) == 0


def test_reports_cluster_about_settlements(loaded: Session) -> None:
    near = """
        SELECT avg(CAST(EXISTS (
            SELECT FROM settlements AS settlement
            WHERE ST_DWithin(
                CAST(settlement.geom AS geography), CAST(report.geom AS geography), 5000
            )
        ) AS int)) FROM citizen_reports AS report
    """
    circles_km2 = 8 * np.pi * 5**2
    country_km2 = number(loaded, """
        SELECT sum(ST_Area(CAST(geom AS geography))) / 1e6 FROM regions WHERE level = 1
    """)  # fmt: skip
    assert circles_km2 / country_km2 < 0.01
    assert number(loaded, near) > 0.9


def test_a_tenth_of_the_cells_holds_most_of_a_towns_reports(loaded: Session) -> None:
    cells = loaded.scalars(
        text("""
            SELECT count(*) FROM citizen_reports WHERE district_code = :district
            GROUP BY topic, ST_SnapToGrid(geom, 0.004) ORDER BY 1 DESC
        """),
        {"district": WEST_NORTH},
    ).all()
    densest = sum(cells[: len(cells) // 10])
    assert densest / sum(cells) > 0.4


def test_town_reports_more_than_a_village(loaded: Session) -> None:
    by_district = dict(
        loaded.execute(
            select(CitizenReport.district_code, func.count()).group_by(CitizenReport.district_code)
        ).all()
    )
    assert by_district[WEST_NORTH] > 3 * by_district[EAST_NORTH]


@pytest.mark.parametrize(
    ("topic", "many", "few"),
    [("lighting", (11, 12, 1), (5, 6, 7)), ("waste", (6, 7, 8), (12, 1, 2)),
     ("water", (3, 4, 5), (9, 10, 11))],
)  # fmt: skip
def test_topic_swells_in_its_season(
    loaded: Session, topic: str, many: tuple[int, ...], few: tuple[int, ...]
) -> None:
    months = Counter(
        loaded.scalars(
            select(func.date_part("month", CitizenReport.submitted_on)).where(
                CitizenReport.topic == topic
            )
        )
    )
    assert sum(months[month] for month in many) > 1.8 * sum(months[month] for month in few)


def test_sunday_is_quieter_than_monday(loaded: Session) -> None:
    days = Counter(
        loaded.scalars(select(func.date_part("isodow", CitizenReport.submitted_on))).all()
    )
    assert days[1] > 1.3 * days[7]


def test_shares_of_the_topics_add_up() -> None:
    assert set(RHYTHM) == set(TOPICS)
    assert sum(rhythm.share for rhythm in RHYTHM.values()) == pytest.approx(1.0)


def test_reports_reach_back_three_years_and_end_yesterday(loaded: Session) -> None:
    oldest, newest = loaded.execute(
        select(func.min(CitizenReport.submitted_on), func.max(CitizenReport.submitted_on))
    ).one()
    day: date = today(loaded)
    assert oldest <= day - timedelta(days=3 * 365 - 10)
    assert day - timedelta(days=5) <= newest < day


def test_deadline_is_the_layers_own(loaded: Session) -> None:
    assert LAYER.derive is not None
    for report in loaded.scalars(select(CitizenReport).limit(300)):
        values = {"topic": report.topic, "submitted_at": report.submitted_at}
        assert LAYER.derive(values, today(loaded)) == {"due_on": report.due_on}


def test_done_and_its_day_and_solver_go_together(loaded: Session) -> None:
    odd = """
        SELECT count(*) FROM citizen_reports
        WHERE (state = 'done') IS DISTINCT FROM (done_on IS NOT NULL)
            OR (state = 'done') IS DISTINCT FROM (solved_by IS NOT NULL)
            OR done_on < submitted_on OR done_on >= atlas_today()
    """
    assert number(loaded, odd) == 0


def test_every_done_report_shows_its_repair(loaded: Session) -> None:
    unproven = """
        SELECT count(*) FROM citizen_reports AS report
        WHERE state = 'done' AND NOT EXISTS (
            SELECT FROM report_evidence AS evidence
            WHERE evidence.feature_id = report.id AND evidence.shows = 'repair'
        )
    """
    assert number(loaded, unproven) == 0
    assert loaded.scalar(select(func.count()).where(Evidence.shows == "repair"))


def test_evidence_and_comments_are_not_older_than_the_report(loaded: Session) -> None:
    for child in ("report_evidence", "report_comments"):
        odd = f"""
            SELECT count(*) FROM {child} AS child
            JOIN citizen_reports AS report ON report.id = child.feature_id
            WHERE child.created_at < report.submitted_at OR child.created_at > now()
        """  # noqa: S608 - two fixed names
        assert number(loaded, odd) == 0


def test_some_open_reports_are_overdue_and_every_state_occurs(loaded: Session) -> None:
    overdue = "SELECT count(*) FROM citizen_reports WHERE state = 'open' AND due_on < atlas_today()"
    assert number(loaded, overdue) > 20
    assert set(loaded.scalars(select(CitizenReport.state).distinct())) == set(FLOW.states.codes)


def test_duplicate_repeats_an_earlier_report_nearby(loaded: Session) -> None:
    odd = """
        SELECT count(*) FROM citizen_reports AS report
        LEFT JOIN citizen_reports AS original ON original.id = report.duplicate_of
        WHERE (report.state = 'duplicate') IS DISTINCT FROM (original.id IS NOT NULL)
            OR original.state = 'duplicate' OR original.topic <> report.topic
            OR original.submitted_at > report.submitted_at
            OR NOT ST_DWithin(
                CAST(original.geom AS geography), CAST(report.geom AS geography), 1000
            )
    """
    assert number(loaded, odd) == 0


def test_rerouted_report_goes_to_its_oblast(loaded: Session) -> None:
    rows = loaded.scalars(select(CitizenReport).where(CitizenReport.rerouted_to.is_not(None))).all()
    assert rows
    assert all(row.rerouted_to == row.oblast_code == row.responsible_code for row in rows)
    assert all(row.district_code for row in rows)


def test_history_leads_to_the_state_by_the_layers_flow(loaded: Session) -> None:
    states = dict(loaded.execute(select(CitizenReport.id, CitizenReport.state)).all())
    reached: dict[int, str] = {}
    at: dict[int, object] = {}
    for row in loaded.scalars(select(History).order_by(History.id)):
        assert row.facts["synthetic"] == "true"
        if row.action == "created":
            assert row.feature_id not in reached
        else:
            move = FLOW.move(row.move or "")
            assert row.from_state == reached[row.feature_id]
            assert row.from_state in move.sources
            assert row.to_state == move.target
            assert row.at >= at[row.feature_id]  # type: ignore[operator]  # both are times
            missing = {demand.id for demand in move.demands} & {"reason"}
            assert not missing or row.reason
            assert set(move.writes) <= set(row.facts)
        reached[row.feature_id], at[row.feature_id] = str(row.to_state), row.at
    assert reached == states


@pytest.mark.parametrize("path", ALL_PATHS)
def test_path_obeys_the_flow(path: Path) -> None:
    for state, step in zip(path.states, path.steps, strict=False):
        assert state in FLOW.move(step.move).sources
    assert [step.after for step in path.steps] == sorted(step.after for step in path.steps)


def test_response_times_are_log_normal_about_a_share_of_the_deadline() -> None:
    roads = np.full(20_000, TOPICS.index("roads"))
    days = response_times(roads, np.ones(20_000), np.random.default_rng(1)) / 86_400
    assert np.median(days) == pytest.approx(15 * 0.55, rel=0.05)
    assert np.std(np.log(days)) == pytest.approx(0.75, rel=0.05)
    slow = response_times(roads, np.full(20_000, 3.0), np.random.default_rng(1)) / 86_400
    assert np.median(slow) == pytest.approx(3 * np.median(days), rel=0.01)


def test_texts_need_no_escape_in_a_bulk_load() -> None:
    texts = [
        phrase
        for pair in (*REPORTS.values(), ENDINGS, COMMENTS, REASONS.values())
        for phrases in pair
        for phrase in phrases
    ]
    assert set(REPORTS) == set(TOPICS)
    assert not [phrase for phrase in texts if set(phrase) & set("\t\n\r\\")]


def contents(session: Session) -> list[object]:
    rows = session.execute(
        text("""
            SELECT source_key, ST_AsEWKT(geom), topic, state, text, submitted_at, due_on, done_on,
                solved_by, rerouted_to, oblast_code, district_code, rural_district_code
            FROM citizen_reports WHERE synthetic ORDER BY source_key
        """)
    )
    return list(rows)


def test_same_seed_gives_the_same_reports_and_another_seed_others(country: Session) -> None:
    fill(country, 500, seed=1)
    first = contents(country)
    remove_synthetic(country, LAYER)
    fill(country, 500, seed=1)
    assert contents(country) == first
    remove_synthetic(country, LAYER)
    fill(country, 500, seed=2)
    assert {row[1] for row in contents(country)} != {row[1] for row in first}  # type: ignore[index]


def test_batches_make_one_run_of_ids_and_keys(
    country: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports_module, "BATCH", 100)
    assert fill(country, 950) == 950
    assert is_loaded(country, LAYER, SEED, 950)
    low, high, oldest_first = country.execute(
        text("""
            SELECT min(id), max(id), corr(id, extract(epoch FROM submitted_at)) > 0.95
            FROM citizen_reports
        """)
    ).one()
    assert (high - low + 1, oldest_first) == (950, True)


def test_ids_go_on_after_a_bulk_load(country: Session) -> None:
    fill(country, 100)
    highest = country.scalar(select(func.max(CitizenReport.id)))
    report = CitizenReport(topic="water", geom="SRID=4326;POINT(67 51)")
    country.add(report)
    country.flush()
    country.refresh(report)
    assert report.id == (highest or 0) + 1
    assert report.district_code == WEST_NORTH


def test_removal_spares_real_rows_and_writes_history(country: Session) -> None:
    real = CitizenReport(topic="water", geom="SRID=4326;POINT(67 51)", source="open311")
    country.add(real)
    fill(country, 200)
    before = count(country, History)
    assert remove_synthetic(country, LAYER) == 200
    assert country.scalars(select(CitizenReport.id)).all() == [real.id]
    assert count(country, Evidence) == count(country, Comment) == 0
    deleted = country.scalars(select(History).where(History.action == "deleted")).all()
    assert len(deleted) == 200
    assert count(country, History) == before + 200
    assert {row.facts["synthetic"] for row in deleted} == {"true"}


def test_row_that_only_claims_to_be_synthetic_is_not_removed(country: Session) -> None:
    country.add(CitizenReport(topic="water", geom="SRID=4326;POINT(67 51)", source=SOURCE))
    country.flush()
    assert remove_synthetic(country, LAYER) == 0


def test_without_settlements_nothing_can_be_scattered(session: Session) -> None:
    with pytest.raises(NoSettlementsError):
        Country.read(session, today(session))
