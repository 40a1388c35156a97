"""Mappings of columns that people have confirmed, for their next file of the kind."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ingest_mappings",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("columns_sha256", sa.Text(), nullable=False),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ingest_mappings_pkey")),
        sa.UniqueConstraint(
            "owner",
            "layer",
            "columns_sha256",
            name=op.f("ingest_mappings_owner_layer_columns_sha256_key"),
        ),
    )


def downgrade() -> None:
    op.drop_table("ingest_mappings")
