"""Region polygons simplified per zoom."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region_generalised",
        sa.Column("region_id", sa.BigInteger(), nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column(
            "geom",
            Geometry(geometry_type="MULTIPOLYGON", srid=3857, dimension=2, spatial_index=False),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["regions.id"],
            name=op.f("region_generalised_region_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("region_id", "band", name=op.f("region_generalised_pkey")),
    )
    op.create_index(
        "region_generalised_geom_gist", "region_generalised", ["geom"], postgresql_using="gist"
    )


def downgrade() -> None:
    op.drop_index(
        "region_generalised_geom_gist", table_name="region_generalised", postgresql_using="gist"
    )
    op.drop_table("region_generalised")
