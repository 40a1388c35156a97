"""Copies of region polygons for every zoom; those for bands of zooms go and are made anew."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _start_anew("band", "zoom", ["zoom", "geom"])


def downgrade() -> None:
    _start_anew("zoom", "band", ["geom"])


def _start_anew(old: str, new: str, indexed: list[str]) -> None:
    op.execute("DELETE FROM region_generalised")
    op.drop_index("region_generalised_geom_gist", table_name="region_generalised")
    op.alter_column("region_generalised", old, new_column_name=new)
    op.create_index(
        "region_generalised_geom_gist", "region_generalised", indexed, postgresql_using="gist"
    )
