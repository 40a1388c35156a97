"""Adds the layer `springs` to a migrated database and looks at it on every surface.

Runs in a process of its own, because a table class stays in the metadata for good. Arguments: the
database URL and an empty folder. Writes what it found to
`found.json` in the folder.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import mapbox_vector_tile
from alembic import command
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.accounts.users import add_user
from core.database.engine import make_engine, make_sessions
from core.migration_scripts import MIGRATIONS, alembic_configuration
from core.settings import Settings
from geo.grid import tile_at
from layers import catalogue as catalogue_package
from layers.documentation import markdown_of
from layers.install import install
from layers.regions.region import Region, RegionPart
from layers.registry import Catalogue, load_catalogue

SPRING = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [70.5, 50.5]},
    "properties": {
        "name_kk": "Қайнарбұлақ",
        "name_ru": "Кайнарбулак",
        "name_en": "Kainarbulak",
        "water": "mineral",
    },
}
SQUARE = "((70 50, 71 50, 71 51, 70 51, 70 50))"
ZOOM = 13


def main(database_url: str, folder: Path) -> None:
    """Write the findings."""
    catalogue = with_springs(folder)
    migrate_to_springs(database_url, catalogue, folder)
    with make_sessions(make_engine(database_url))() as session:
        token = prepare(session)
    app = create_app(Settings.from_environment({}), catalogue, database_url)
    with TestClient(app) as client:
        found = walk(client, token) | {"documentation": page(catalogue)}
    (folder / "found.json").write_text(json.dumps(found), encoding="utf-8")


def with_springs(folder: Path) -> Catalogue:
    """The catalogue with one more file in it."""
    shutil.copy(Path(__file__).parent / "springs.py", folder / "springs.py")
    catalogue_package.__path__.append(str(folder))
    return load_catalogue()


def migrate_to_springs(database_url: str, catalogue: Catalogue, folder: Path) -> None:
    """Generate and apply the migration of the new table, and make its triggers."""
    versions = folder / "versions"
    versions.mkdir()
    engine = make_engine(database_url)
    configuration = alembic_configuration()
    configuration.set_main_option("path_separator", "newline")
    configuration.set_main_option("version_locations", f"{MIGRATIONS / 'versions'}\n{versions}")
    with engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.revision(
            configuration,
            message="springs",
            autogenerate=True,
            version_path=str(versions),
            rev_id="springs",
        )
        command.upgrade(configuration, "springs")
        install(connection, catalogue)
    engine.dispose()


def prepare(session: Session) -> str:
    """A token that may write springs, in a database with one oblast."""
    region = Region(
        code="990000000", level=1, kind="oblast", name_kk="Шаршы облысы", name_ru="Квадрат",
        name_en="Square", geom=f"SRID=4326;MULTIPOLYGON({SQUARE})", source="test",
    )  # fmt: skip
    session.add(region)
    session.flush()
    part = RegionPart(
        region_id=region.id, code=region.code, level=1, geom=f"SRID=4326;POLYGON{SQUARE}"
    )
    session.add(part)
    token = add_user(session, "hydrologist", ["springs:write", "springs:move.dry_up"])
    session.commit()
    return token


def walk(client: TestClient, token: str) -> dict[str, Any]:
    """What each surface says of a spring that was written over HTTP."""
    writer = {"Authorization": f"Bearer {token}"}
    stranger_status = client.post("/api/collections/springs/items", json=SPRING).status_code
    created = client.post("/api/collections/springs/items", json=SPRING, headers=writer)
    spring = created.headers["location"].split("?")[0].removeprefix("http://testserver")
    tile = tile_at(70.5, 50.5, ZOOM)
    moved = client.post(
        f"{spring}/moves", json={"move": "dry_up", "reason": "drought"}, headers=writer
    )
    asked = {
        "collections": "/api/collections",
        "collection": "/api/collections/springs",
        "queryables": "/api/collections/springs/queryables",
        "items": "/api/collections/springs/items?water=mineral&region=990000000",
        "filtered": "/api/collections/springs/items?filter=water = 'fresh'",
        "item": spring,
        "search": "/api/search?q=Kainarbulaq",
        "summary": "/api/regions/990000000/summary",
        "tilejson": "/api/tiles/springs/tilejson.json",
        "style": "/api/tiles/style.json?lang=kk",
        "download": "/api/collections/springs/download?f=geojson&region=990000000",
    }
    answers = {name: client.get(path).json() for name, path in asked.items()}
    raw = client.get(f"/api/tiles/springs/{ZOOM}/{tile.x}/{tile.y}").content
    return answers | {
        "stranger_status": stranger_status,
        "created_status": created.status_code,
        "moved_status": moved.status_code,
        "tile": mapbox_vector_tile.decode(raw),
    }


def page(catalogue: Catalogue) -> str:
    """The layer's page of the documentation."""
    return markdown_of(catalogue.layer("springs"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
