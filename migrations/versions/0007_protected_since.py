"""The day on which a monument came under protection."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("monuments", sa.Column("protected_since", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("monuments", "protected_since")
