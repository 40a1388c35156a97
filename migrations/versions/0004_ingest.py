"""The audit of ingest: runs, their problems and left rows, and what is known to be the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NOW = sa.text("now()")
JSON = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)


def _number(name: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "ingest_runs",
        _id(),
        _text("layer"),
        _text("source"),
        _text("file_name"),
        _text("file_sha256"),
        _number("file_bytes", nullable=False),
        sa.Column("order", JSON, nullable=False),
        sa.Column("mapping", JSON, server_default="{}", nullable=False),
        sa.Column("proposal", JSON, server_default="{}", nullable=False),
        _text("state"),
        sa.Column("dry_run", sa.Boolean(), server_default="false", nullable=False),
        _number("by_user_id"),
        sa.Column("by_name", sa.Text(), server_default="", nullable=False),
        sa.Column("permissions", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        _number("follows_run_id"),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        _text("undone_by_name", nullable=True),
        _number("total_rows"),
        sa.Column("staged_rows", sa.BigInteger(), server_default="0", nullable=False),
        _number("read"),
        _number("loaded"),
        _number("unchanged"),
        _number("waiting"),
        _number("rejected"),
        _number("created"),
        sa.Column("error", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("ingest_runs_pkey")),
    )
    op.create_index("ingest_runs_layer_idx", "ingest_runs", ["layer", "id"])
    op.create_table(
        "ingest_rows",
        _number("run_id", nullable=False),
        _number("row", nullable=False),
        _text("outcome"),
        sa.Column("cells", JSON, nullable=False),
        _text("geometry", nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ingest_runs.id"], name=op.f("ingest_rows_run_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "row", name=op.f("ingest_rows_pkey")),
    )
    op.create_table(
        "ingest_problems",
        _id(),
        _number("run_id", nullable=False),
        _number("row", nullable=False),
        _text("field"),
        _text("column", nullable=True),
        _text("value"),
        _text("reason_kk"),
        _text("reason_ru"),
        _text("reason_en"),
        _text("suggestion", nullable=True),
        _text("code"),
        _text("outcome"),
        sa.Column("candidates", JSON, server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["ingest_runs.id"],
            name=op.f("ingest_problems_run_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ingest_problems_pkey")),
    )
    op.create_index("ingest_problems_run_idx", "ingest_problems", ["run_id", "row", "id"])
    op.create_table(
        "ingest_same_as",
        _id(),
        _text("layer"),
        _text("source"),
        _text("source_key"),
        _number("feature_id", nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("by_name", sa.Text(), server_default="", nullable=False),
        _number("run_id"),
        sa.Column("at", MOMENT, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("ingest_same_as_pkey")),
        sa.UniqueConstraint(
            "layer",
            "source",
            "source_key",
            "feature_id",
            name=op.f("ingest_same_as_layer_source_source_key_feature_id_key"),
        ),
    )
    op.create_index(
        "ingest_same_as_one_idx",
        "ingest_same_as",
        ["layer", "source", "source_key"],
        unique=True,
        postgresql_where=sa.text("is_same"),
    )
    op.add_column("history", _number("run_id"))
    op.create_index(
        "history_run_idx",
        "history",
        ["run_id"],
        postgresql_using="brin",
        postgresql_where=sa.text("run_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("history_run_idx", table_name="history")
    op.drop_column("history", "run_id")
    for table in ("ingest_same_as", "ingest_problems", "ingest_rows", "ingest_runs"):
        op.drop_table(table)
