"""What each feature rests on, in words that a reader can follow."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "monuments",
    "endangered_objects",
    "tourist_routes",
    "initiative_projects",
    "citizen_reports",
    "settlements",
)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("citation", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "citation")
