"""Labels of regions are found by their place, not by reading every region for each tile."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX regions_label_gist ON regions "
        "USING gist (coalesce(label_point, ST_PointOnSurface(geom)))"
    )


def downgrade() -> None:
    op.drop_index("regions_label_gist", "regions")
