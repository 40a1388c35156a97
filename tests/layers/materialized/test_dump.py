"""A dump of the database, restored elsewhere, has every table, function and trigger."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from core.embedded.postgres import installed_postgres
from layers.materialized.merge import merge_changes
from layers.regions.generalised import refresh_generalised
from layers.registry import Catalogue
from tests.databases import clone
from tests.layers.materialized.kept import add_report, found
from tests.layers.sample_rows import add_row
from tests.world.drawing import draw_squares

TRIGGERS = text("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")


def test_restored_database_goes_on_where_the_dumped_one_was(
    cluster: EmbeddedCluster, committed: Engine, catalogue: Catalogue, reachable_folder: Path
) -> None:
    with Session(committed) as session, session.begin():
        draw_squares(session)
        refresh_generalised(session)
        for layer in catalogue.layers:
            add_row(session, layer)
    merge_changes(committed, catalogue)
    with committed.begin() as connection:
        add_report(connection)
        triggers = connection.scalars(TRIGGERS).all()
    cluster.account.own(reachable_folder)
    dump = str(reachable_folder / "atlas.dump")
    postgres = installed_postgres()
    name = committed.url.database or ""
    server = ("--host", str(cluster.socket_folder), "--username", committed.url.username or "")
    postgres.run(cluster.account, "pg_dump", *server, "--format=custom", f"--file={dump}", name)

    with clone(cluster, "template1", f"{name}_restored") as url:
        restore = ("--exit-on-error", f"--dbname={name}_restored", dump)
        postgres.run(cluster.account, "pg_restore", *server, *restore)
        restored = make_engine(url)
        with restored.begin() as connection:
            assert connection.scalars(TRIGGERS).all() == triggers
            add_report(connection, 70.0, 50.0)
            connection.execute(text("UPDATE regions SET geom = ST_Translate(geom, 0.1, 0)"))
            assert connection.scalar(text("SELECT count(*) FROM region_generalised")) == 0
        assert found(restored, catalogue) == []
        assert merge_changes(restored, catalogue) == 2
        assert found(restored, catalogue) == []
        restored.dispose()
