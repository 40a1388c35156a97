"""What tells one state of a layer's kept parts from every other."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    mark = sa.text("hashtextextended(CAST(gen_random_uuid() AS text), 0)")
    column = sa.Column("mark", sa.BigInteger(), nullable=False, server_default=mark)
    op.add_column("derived_state", column)


def downgrade() -> None:
    op.drop_column("derived_state", "mark")
