"""The queue of changes that kept copies and counts take in, and which of these are built."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _needed(name: str, kind: sa.types.TypeEngine[object]) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "change_queue",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        _text("layer", nullable=False),
        _needed("feature_id", sa.BigInteger()),
        _needed("sign", sa.SmallInteger()),
        sa.Column("box", Geometry(srid=4326, spatial_index=False), nullable=True),
        _needed("hidden", sa.Boolean()),
        _needed("synthetic", sa.Boolean()),
        _text("kind"),
        _text("state"),
        sa.Column("day", sa.Date(), nullable=True),
        _text("oblast_code"),
        _text("district_code"),
        _text("rural_district_code"),
        sa.Column("further", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("passes_codes", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("change_queue_pkey")),
    )
    op.create_index("change_queue_layer_idx", "change_queue", ["layer", "seq"])
    op.create_table(
        "derived_state",
        _text("layer", nullable=False),
        _text("part", nullable=False),
        _text("form", nullable=False),
        sa.PrimaryKeyConstraint("layer", "part", name=op.f("derived_state_pkey")),
    )


def downgrade() -> None:
    op.drop_table("derived_state")
    op.drop_table("change_queue")
