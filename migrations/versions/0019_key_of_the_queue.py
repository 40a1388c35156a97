"""The queue of changes has one index instead of two: every write of a layer fills it."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("change_queue_pkey", "change_queue", type_="primary")
    op.create_primary_key("change_queue_pkey", "change_queue", ["layer", "seq"])
    op.drop_index("change_queue_layer_idx", "change_queue")


def downgrade() -> None:
    op.create_index("change_queue_layer_idx", "change_queue", ["layer", "seq"])
    op.drop_constraint("change_queue_pkey", "change_queue", type_="primary")
    op.create_primary_key("change_queue_pkey", "change_queue", ["seq"])
