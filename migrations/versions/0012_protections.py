"""When rows became secret, and who ordered an archive of tiles."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protections",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column(
            "mark",
            sa.BigInteger(),
            server_default=sa.text("hashtextextended(CAST(gen_random_uuid() AS text), 0)"),
            nullable=False,
        ),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("protections_pkey")),
    )
    op.add_column("tile_archives", sa.Column("by_user_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("tile_archives", "by_user_id")
    op.drop_table("protections")
