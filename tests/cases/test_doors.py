"""Cases of requests over HTTP, and of commands on a new database."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.embedded.cluster import EmbeddedCluster
from tests.api.cli.test_cli import PROGRAM
from tests.cases.office import Office, file_of
from tests.databases import clone
from tests.new_layer.tree import Tree
from tests.shared_data import needs_shared_cases

pytestmark = [needs_shared_cases, pytest.mark.shared_data]
REPORTS = "/api/collections/citizen_reports"
MONUMENTS = "/api/collections/monuments"
LAST = "9999-12-31T23:59:59Z"
TURNED = '{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[170,43,-170,44]}]}'
LAST_TILES = f"/api/tiles/citizen_reports/4/10/5?datetime=../{LAST}"


@pytest.mark.parametrize(
    "path",
    [
        f"{REPORTS}/items?datetime=../{LAST}",
        f"{REPORTS}/download?f=csv&datetime=../{LAST}",
        f"{MONUMENTS}/items?filter=T_BEFORE(protected_since,TIMESTAMP('{LAST}'))",
    ],
)
def test_case_15_last_moment_of_the_calendar(office: Office, path: str) -> None:
    assert office.get(path).status_code == 200
    assert office.get(LAST_TILES).status_code in {200, 204}


def test_case_15_report_of_the_first_moment_is_refused(office: Office) -> None:
    report = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [76.91, 43.24]},
        "properties": {"topic": "roads", "submitted_at": "0001-01-01T00:00:00+14:00"},
    }
    answer = office.client.post(f"{REPORTS}/items", json=report, headers=office.operator())
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "filter=S_INTERSECTS(geom,BBOX(170,43,-170,44))",
        "filter=S_INTERSECTS(geom,BBOX(68,44,69,43))",
        f"filter-lang=cql2-json&filter={TURNED}",
    ],
)
def test_case_16_box_that_is_turned(office: Office, query: str) -> None:
    assert office.get(f"{MONUMENTS}/items?limit=1&{query}").status_code == 400


def test_case_22_limit_above_the_largest(office: Office) -> None:
    answer = office.get(f"{REPORTS}/items?limit=10001")
    assert answer.status_code == 200
    assert answer.json()["numberReturned"] == min(answer.json()["numberMatched"], 10_000)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip;q=0", None), ("notgzip", None), ("GZIP", "gzip"), ("*", "gzip"), ("gzip", "gzip")],
)
def test_case_23_accepted_encoding(office: Office, accepted: str, encoding: str | None) -> None:
    answer = office.client.get("/api/collections", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Нур-Султан", "Astana"), ("Семипалатинск", "Semey"), ("Гурьев", "Atyrau"),
     ("Капчагай", "Konaev"), ("Кзыл-Орда", "Kyzylorda"), ("Шевченко", "Aktau")],
)  # fmt: skip
def test_case_26_former_names_are_found(office: Office, typed: str, name: str) -> None:
    answer = office.get(f"/api/search?q={typed}").json()
    assert answer["results"][0]["name"]["en"] == name


@pytest.mark.parametrize("claimed", ["г. Капчагай", "г. Гурьев", "г. Шевченко", "г. Байконур"])
def test_case_26_former_names_are_claims(office: Office, tmp_path: Path, claimed: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"name_ru;kind;район;lat;lon\nСынама;археология;{claimed};48,5;57,5\n", "utf-8")
    told = office.load(path, "--layer", "monuments", "--dry-run")
    assert told.problems == [(2, "outside_claim")]


def test_case_29_layer_of_a_newcomer(cluster: EmbeddedCluster, tmp_path: Path) -> None:
    with clone(cluster, "template1") as url:
        tree = Tree(tmp_path, url, file_of(29, "springs.py"))
        written = tree.atlas("database", "revision", "springs")
        assert written.returncode == 0, written.stderr
        migrated = tree.atlas("database", "migrate")
        assert migrated.returncode == 0, migrated.stderr
        for check in (("check",), ("format", "--check")):
            told = tree.run("-m", "ruff", *check, "migrations")
            assert told.returncode == 0, told.stdout
    [migration] = (tree.folder / "migrations" / "versions").glob("*_springs.py")
    assert migration.stem.removesuffix("_springs").isdecimal()


def test_case_32_database_without_tables(reachable_folder: Path) -> None:
    shutil.copy(file_of(32, "list.csv"), reachable_folder)
    data = reachable_folder / "data"
    told = subprocess.run(  # noqa: S603 - our own program
        [PROGRAM, "--lang", "en", "ingest", "list.csv", "--layer", "monuments", "--dry-run"],
        cwd=reachable_folder,
        env={**os.environ, "ATLAS_DATA": str(data), "DATABASE_URL": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert told.stderr == (
        "The database has no tables yet. Run “tuganzher database migrate” first, then "
        "“tuganzher regions load”.\n"
    )
