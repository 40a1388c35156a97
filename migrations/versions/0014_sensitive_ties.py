"""What is tied to something sensitive is sensitive: endangered objects, route stops, routes."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TIED = ("endangered_objects", "tourist_routes", "route_stops")
NEWLY_SENSITIVE = ("tourist_routes", "route_stops")


def upgrade() -> None:
    for table in NEWLY_SENSITIVE:
        _add_flag(table, "sensitive")
    for table in TIED:
        _add_flag(table, "sensitive_by_link")
        _add_flag(table, "place_released")
    for name, kind in (("public_geom", "GEOMETRY"), ("hidden_places", "MULTIPOINT")):
        column = sa.Column(name, Geometry(kind, srid=4326, spatial_index=False), nullable=True)
        op.add_column("tourist_routes", column)
    op.execute("ALTER TABLE tourist_routes DISABLE TRIGGER USER")
    op.execute("UPDATE tourist_routes SET public_geom = geom")
    op.execute("ALTER TABLE tourist_routes ENABLE TRIGGER USER")
    op.drop_index("tourist_routes_geom_gist", table_name="tourist_routes")
    op.create_index(
        "tourist_routes_public_geom_gist",
        "tourist_routes",
        ["public_geom"],
        postgresql_using="gist",
    )
    op.create_index("endangered_objects_monument_id_idx", "endangered_objects", ["monument_id"])
    op.create_index("route_stops_linked_idx", "route_stops", ["linked_layer", "linked_id"])


def downgrade() -> None:
    op.drop_index("route_stops_linked_idx", table_name="route_stops")
    op.drop_index("endangered_objects_monument_id_idx", table_name="endangered_objects")
    op.drop_index("tourist_routes_public_geom_gist", table_name="tourist_routes")
    op.create_index("tourist_routes_geom_gist", "tourist_routes", ["geom"], postgresql_using="gist")
    for name in ("hidden_places", "public_geom"):
        _drop("tourist_routes", name)
    for table in TIED:
        _drop(table, "place_released")
        _drop(table, "sensitive_by_link")
    for table in NEWLY_SENSITIVE:
        _drop(table, "sensitive")


def _add_flag(table: str, name: str) -> None:
    op.add_column(table, sa.Column(name, sa.Boolean(), server_default="false", nullable=False))


def _drop(table: str, name: str) -> None:
    """Drop the column with the triggers that fire on it, which every migrate makes anew."""
    op.execute(f"ALTER TABLE {table} DROP COLUMN {name} CASCADE")
