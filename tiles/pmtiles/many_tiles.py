"""The statement that makes one tile as one that makes many: each costs less than half of its own.

What PostgreSQL does before the first row, and a way there and back, are done once for all of them.
"""

import re
from collections.abc import Mapping, Sequence

from geo.grid import Tile
from tiles.sql.kept_places import place_values
from tiles.sql.statement import Statement, tile_values

PARAMETER = re.compile(r"\$(\d+)")
ARRAYS = {int: "bigint[]", float: "double precision[]"}
OF_ALL = "_of_all"


def of_many(statement: Statement) -> Statement:
    """The statement whose rows are the number, from 1, and the content of each tile, in order.

    The values of `each_tile` are arrays, one element for a tile; those of the zoom stay as they
    are.
    """
    own = {name: type(value) for name, value in _of_tile(Tile(0, 0, 0)).items()}
    of_tile = [name for name in dict.fromkeys(statement.names) if name in own]
    of_zoom = [name for name in dict.fromkeys(statement.names) if name not in own]

    def renamed(found: re.Match[str]) -> str:
        name = statement.names[int(found[1]) - 1]
        if name in own:
            return f"tile.{name}"
        return f"${len(of_tile) + of_zoom.index(name) + 1}"

    arrays = (f"${number}::{ARRAYS[own[name]]}" for number, name in enumerate(of_tile, start=1))
    content = PARAMETER.sub(renamed, statement.sql)
    sql = f"""
        SELECT tile.number, ({content})
        FROM unnest({", ".join(arrays)}) WITH ORDINALITY AS tile ({", ".join(of_tile)}, number)
        ORDER BY tile.number
    """  # noqa: S608 - of compiled statements and the names of their parameters
    names = (*(f"{name}{OF_ALL}" for name in of_tile), *of_zoom)
    return Statement(sql, names, statement.constants)


def each_tile(tiles: Sequence[Tile]) -> Mapping[str, Sequence[object]]:
    """The arrays of what is different in each tile."""
    values = [_of_tile(tile) for tile in tiles]
    return {f"{name}{OF_ALL}": [each[name] for each in values] for name in values[0]}


def _of_tile(tile: Tile) -> dict[str, object]:
    return {**tile_values(tile), **place_values(tile)}
