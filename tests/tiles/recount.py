"""Random reports, and which features of a tile they make by formulas of their own."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from geo.grid import Tile
from tests.world.units import WEST

TileFeatures = dict[Tile, list[tuple[object, ...]]]
"""Place, attributes and id of each feature, by tile."""
REPORTS = 1500
STATES = ("open", "assigned", "done", "refused")
TOPICS = ("roads", "waste", "water", "heritage")
SOLVERS = (None, "citizens", "state_body")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
KAZAKHSTAN = timedelta(hours=5)
WORLD = 2**28
KINDS_UP_TO = 9
EDGES = (
    *((67.5, latitude) for latitude in (0.0, 48.5, 49.25, 51.0)),
    *((45.0, 0.0), (180.0, 50.0), (-180.0, 50.0), (179.9999999, -50.0)),
    *((70.0, 85.06), (70.0, 90.0), (-70.0, -85.06), (-70.0, -90.0), (0.0, 0.0)),
)
"""On edges of tiles at every zoom, on the antimeridian, and beyond the square of the tiles."""


@dataclass(frozen=True, slots=True)
class Row:
    """One report as it was written."""

    id: int
    longitude: float
    latitude: float
    topic: str
    state: str
    solved_by: str | None
    submitted_at: datetime
    is_hidden: bool
    synthetic: bool

    @property
    def day(self) -> date:
        """Its day in Kazakhstan."""
        return (self.submitted_at + KAZAKHSTAN).date()

    @property
    def world(self) -> tuple[int, int]:
        """Column and row at zoom 28, by the formula of the secant and the tangent."""
        angle = np.radians(np.clip(self.latitude, -85.051128779, 85.051128779))
        x = (self.longitude + 180) / 360
        y = (1 - np.log(np.tan(angle) + 1 / np.cos(angle)) / np.pi) / 2
        last = WORLD - 1
        return min(int(x * WORLD), last), min(max(int(np.floor(y * WORLD)), 0), last)


@dataclass(frozen=True, slots=True)
class Asked:
    """One combination of filters."""

    topics: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    in_west: bool = False
    solved_by: str | None = None

    @property
    def query(self) -> str:
        """The query string of a tile."""
        parts = {
            "topic": ",".join(self.topics),
            "state": ",".join(self.states),
            "datetime": f"{self.days[0]}/{self.days[1]}" if self.days else "",
            "region": WEST if self.in_west else "",
            "solved_by": self.solved_by or "",
        }
        return "?" + "&".join(f"{name}={value}" for name, value in parts.items() if value)

    def keeps(self, row: Row) -> bool:
        """Whether a row is wanted, and may be read by everyone."""
        return self.keeps_but_for_the_state(row) and (not self.states or row.state in self.states)

    def keeps_but_for_the_state(self, row: Row) -> bool:
        """Whether it would be if every state were wanted."""
        return (
            not row.is_hidden
            and (not self.topics or row.topic in self.topics)
            and (self.days is None or self.days[0] <= row.day <= self.days[1])
            and (not self.in_west or is_western(row))
            and (self.solved_by is None or row.solved_by == self.solved_by)
        )

    def stands_among_all_states(self, zoom: int) -> bool:
        """Whether the kept cells answer: they know the mean place of all states together."""
        others = self.days or self.in_west or self.solved_by
        return not others and (zoom <= KINDS_UP_TO or not self.topics)


def is_western(row: Row) -> bool:
    """Whether the row lies in one of the clusters of the western oblast."""
    return 66.5 < row.longitude < 67.8 and 48.2 < row.latitude < 51.8


def random_rows() -> list[Row]:
    """The rows, the same each time."""
    dice = random.Random(4)  # noqa: S311 - a drawing, no secret
    middles = ((66.75, 48.7), (67.5, 51.2), (69.2, 49.3))
    rows = []
    for number in range(REPORTS + len(EDGES)):
        middle = dice.choice(middles)
        at = (dice.gauss(middle[0], 0.03), dice.gauss(middle[1], 0.02))
        rows.append(
            Row(
                number + 1001,
                *(at if number < REPORTS else EDGES[number - REPORTS]),
                dice.choice(TOPICS),
                dice.choice(STATES),
                dice.choice(SOLVERS),
                NEW_YEAR + timedelta(hours=dice.randrange(24 * 150)),
                number < REPORTS and dice.random() < 0.05,
                dice.random() < 0.5,
            )
        )
    return rows


ROWS = random_rows()


def tile_of(row: Row, zoom: int) -> Tile:
    """The tile that holds a row."""
    x, y = row.world
    return Tile(zoom, x >> 28 - zoom, y >> 28 - zoom)


def cell_of(row: Row, zoom: int) -> tuple[int, int]:
    """The cell in which tiles of a zoom count it."""
    x, y = row.world
    return x >> 22 - zoom, y >> 22 - zoom


def drawn_at(rows: Iterable[Row], tile: Tile) -> tuple[int, int]:
    """The tile units of the mean place."""
    means = np.mean([row.world for row in rows], axis=0, dtype=np.longdouble)
    units = (means / 2 ** (28 - tile.z) - (tile.x, tile.y)) * 4096
    return int(np.floor(units[0])), int(np.floor(units[1]))


def expected_cells(asked: Asked, zoom: int) -> TileFeatures:
    """The cells of a zoom."""
    groups: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in ROWS:
        if asked.keeps_but_for_the_state(row):
            groups[cell_of(row, zoom)].append(row)
    found: defaultdict[Tile, list[tuple[object, ...]]] = defaultdict(list)
    for rows in groups.values():
        wanted = [row for row in rows if asked.keeps(row)]
        around = rows if asked.stands_among_all_states(zoom) else wanted
        if not wanted:
            continue
        tile = tile_of(wanted[0], zoom)
        states = [row.state for row in wanted]
        attributes: dict[str, object] = {f"state:{each}": states.count(each) for each in states}
        attributes["count"] = len(wanted)
        if len(wanted) == 1:
            attributes["state"] = states[0]
        if len(around) == 1:
            attributes |= {"topic": wanted[0].topic, "synthetic": wanted[0].synthetic}
        number = wanted[0].id if len(around) == 1 else None
        found[tile].append(comparable(drawn_at(around, tile), attributes, number))
    return found


def expected_points(asked: Asked, zoom: int) -> TileFeatures:
    """The points, one by one."""
    found: defaultdict[Tile, list[tuple[object, ...]]] = defaultdict(list)
    for row in filter(asked.keeps, ROWS):
        tile = tile_of(row, zoom)
        attributes = {"topic": row.topic, "state": row.state, "synthetic": row.synthetic}
        found[tile].append(comparable(drawn_at([row], tile), attributes, row.id))
    return found


def comparable(
    place: tuple[int, int], attributes: dict[str, object], number: int | None
) -> tuple[object, ...]:
    """A feature as something that can be sorted."""
    return place, tuple(sorted(attributes.items())), number or 0


def tiles_of(zoom: int) -> set[Tile]:
    """Every tile that holds a report, also a hidden one, and some that hold none."""
    return {tile_of(row, zoom) for row in ROWS} | {Tile(zoom, 0, (1 << zoom) // 3)}


def fullest(zoom: int) -> list[Tile]:
    """The two fullest tiles of a zoom."""
    counts: defaultdict[Tile, int] = defaultdict(int)
    for row in ROWS:
        counts[tile_of(row, zoom)] += 1
    return sorted(counts, key=lambda tile: -counts[tile])[:2]
