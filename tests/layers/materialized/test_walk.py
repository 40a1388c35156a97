"""However rows are written, kept copies and counts and what waits are together what rows say."""

import random
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, Engine, text

from layers.materialized.merge import merge_changes
from layers.materialized.rebuild import rebuild_layers
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_endangered, add_report, found, rows_of

pytestmark = pytest.mark.slow

STEPS = 60
TOPICS = ("roads", "waste", "water", "other")
STATES = ("open", "assigned", "done")
TABLES = (
    "kept_points_citizen_reports",
    "kept_cells_citizen_reports",
    "kept_points_endangered_objects",
)
UPDATES = tuple(
    f"UPDATE {table} SET {change} WHERE id = ANY(:ids)"  # noqa: S608 - names below
    for table, change in (
        ("citizen_reports", "state = :state"),
        ("citizen_reports", "topic = :topic"),
        ("citizen_reports", "geom = ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)"),
        ("citizen_reports", "visibility = 'hidden'"),
        ("citizen_reports", "visibility = 'public'"),
        ("citizen_reports", "text = 'another'"),
        ("citizen_reports", "synthetic = NOT synthetic"),
        ("endangered_objects", "sensitive = NOT sensitive"),
        ("endangered_objects", "name_kk = name_kk || '!'"),
        ("endangered_objects", "geom = ST_Translate(geom, 0.001, 0.3)"),
    )
)
DELETES = ("DELETE FROM citizen_reports WHERE id = ANY(:ids)",)
ADDS = ("add", "add", "add", "add in bulk", "add object", "add object")
DEEDS = (*ADDS, "undo", "commit", "commit", "commit", *UPDATES, *DELETES)


@dataclass
class Writer:
    """One connection that writes at random into rows of its own, as one of two people would."""

    connection: Connection
    choice: random.Random
    ids: dict[str, list[int]] = field(
        default_factory=lambda: {"citizen_reports": [], "endangered_objects": []}
    )

    def go_on(self) -> None:
        """Take a step."""
        match self.choice.choice(DEEDS):
            case "add":
                self.add_reports()
            case "add in bulk":
                self.connection.execute(text("SET LOCAL atlas.bulk = 'on'"))
                self.add_reports()
                self.connection.execute(text("SET LOCAL atlas.bulk = 'off'"))
            case "add object":
                self.add_object()
            case "undo":
                self.connection.rollback()
            case "commit":
                self.connection.commit()
            case statement:
                self.write(statement)

    def place(self) -> tuple[float, float]:
        """A place out of a few, so that cells are shared, or anywhere."""
        if self.choice.random() < 0.6:
            return 71 + self.choice.randrange(3) / 100, 51 + self.choice.randrange(3) / 100
        return self.choice.uniform(47, 87), self.choice.uniform(40, 55)

    def add_reports(self) -> None:
        """Add a few reports."""
        for _ in range(self.choice.randrange(1, 6)):
            lon, lat = self.place()
            report = add_report(
                self.connection, lon, lat,
                topic=self.choice.choice(TOPICS), state=self.choice.choice(STATES),
                visibility=self.choice.choice(("public", "public", "hidden")),
                synthetic=self.choice.random() < 0.5,
            )  # fmt: skip
            self.ids["citizen_reports"].append(report)

    def add_object(self) -> None:
        """Add a point or an area, which may be sensitive."""
        lon, lat = self.place()
        shape = f"POINT({lon} {lat})"
        if self.choice.random() < 0.5:
            shape = f"POLYGON(({lon} {lat}, {lon + 1} {lat}, {lon + 1} {lat + 1}, {lon} {lat}))"
        sensitive = self.choice.random() < 0.5
        added = add_endangered(self.connection, shape, sensitive=sensitive)
        self.ids["endangered_objects"].append(added)

    def write(self, statement: str) -> None:
        """Run the statement on a few of the writer's own rows."""
        of_table = next(ids for table, ids in self.ids.items() if table in statement)
        lon, lat = self.place()
        values = {
            "ids": self.choice.sample(of_table, min(len(of_table), 4)),
            "state": self.choice.choice(STATES),
            "topic": self.choice.choice(TOPICS),
            "lon": lon,
            "lat": lat,
        }
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        self.connection.execute(text(statement), used)


@pytest.mark.parametrize("seed", range(4))
def test_kept_parts_are_true_at_every_step(
    committed: Engine, catalogue: Catalogue, seed: int
) -> None:
    choice = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    with committed.connect() as one, committed.connect() as other:
        writers = Writer(one, choice), Writer(other, choice)
        for step in range(STEPS):
            choice.choice(writers).go_on()
            if choice.random() < 0.3:
                merge_changes(committed, catalogue, batch=choice.choice((1, 3, 1000)))
            if step % 10 == 0:
                assert found(committed, catalogue) == []
        for connection in (one, other):
            connection.commit()

    merge_changes(committed, catalogue)
    merged = contents(committed)
    rebuild_layers(committed, catalogue.layers)
    assert contents(committed) == merged
    assert all(merged.values())
    assert found(committed, catalogue) == []


def contents(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {table: rows_of(connection, table) for table in TABLES}
