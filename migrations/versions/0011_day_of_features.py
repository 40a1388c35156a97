"""Indexes by the day of features, to which the `datetime` of a query refers."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("citizen_reports", "initiative_projects")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"{table}_day_idx", table, ["submitted_on"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_index(f"{table}_day_idx", table_name=table)
