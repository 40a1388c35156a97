"""Media: files that people upload, their bytes, and to what they belong."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NOW = sa.func.now()
FORMER = (
    ("report_evidence", "media_key", "media"),
    ("monument_media", "media_key", "media"),
    ("monument_passports", "scan_key", "scan"),
)
"""Texts that stood for files which never were there, and the columns of files that are."""
NO_FILE = "(no file)"


def text(name: str, *, nullable: bool = True, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, server_default=default)


def number(name: str, *, nullable: bool = True, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, server_default=default)


def measure(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=True)


def moment(name: str, *, nullable: bool = True, default: object = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="false")


def key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def upgrade() -> None:
    _make_media()
    _make_files()
    _make_links()
    for table, note, column in FORMER:
        op.alter_column(table, note, nullable=True)
        op.add_column(table, text(column))
        op.create_foreign_key(op.f(f"{table}_{column}_fkey"), table, "media", [column], ["code"])


def _make_media() -> None:
    op.create_table(
        "media",
        key(),
        text("code", nullable=False),
        number("uploaded_by", nullable=False),
        text("state", nullable=False, default="arriving"),
        number("length", nullable=False),
        number("received", nullable=False, default="0"),
        text("file_name", nullable=False),
        moment("expires_at"),
        sa.Column("refusal", postgresql.JSONB(), nullable=True),
        *(text(name) for name in ("kind", "media_type")),
        *(number(name) for name in ("width", "height")),
        measure("duration_s"),
        number("dhash"),
        moment("taken_at"),
        *(measure(name) for name in ("taken_lon", "taken_lat")),
        *(text(name) for name in ("creator", "rights_holder", "licence")),
        yes_or_no("may_be_shown"),
        *(text(f"{name}_{each}") for name in ("caption", "alt") for each in ("kk", "ru", "en")),
        number("faces"),
        yes_or_no("in_review"),
        sa.Column("alike", postgresql.ARRAY(sa.String()), nullable=False, server_default="{}"),
        moment("created_at", nullable=False, default=NOW),
        moment("changed_at", nullable=False, default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("media_pkey")),
        sa.UniqueConstraint("code", name=op.f("media_code_key")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("media_uploaded_by_fkey")),
    )
    op.create_index("media_uploaded_by_idx", "media", ["uploaded_by", "id"])
    op.create_index("media_state_idx", "media", ["state", "expires_at"])


def _make_files() -> None:
    op.create_table(
        "media_files",
        number("media_id", nullable=False),
        *(text(name, nullable=False) for name in ("variant", "sha256")),
        number("bytes", nullable=False),
        text("media_type", nullable=False),
        *(number(name) for name in ("width", "height")),
        sa.Column("blanks", postgresql.JSONB(), nullable=False, server_default="[]"),
        moment("made_at", nullable=False, default=NOW),
        sa.PrimaryKeyConstraint("media_id", "variant", name=op.f("media_files_pkey")),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("media_files_media_id_fkey"), ondelete="CASCADE"
        ),
    )
    op.create_index("media_files_sha256_idx", "media_files", ["sha256"])


def _make_links() -> None:
    op.create_table(
        "media_links",
        key(),
        number("media_id", nullable=False),
        text("layer", nullable=False),
        number("feature_id", nullable=False),
        text("child"),
        number("child_row_id"),
        number("position", nullable=False, default="0"),
        number("linked_by"),
        moment("linked_at", nullable=False, default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("media_links_pkey")),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("media_links_media_id_fkey"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "media_id",
            "layer",
            "feature_id",
            "child",
            "child_row_id",
            name="media_links_end_key",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        "media_links_feature_idx", "media_links", ["layer", "feature_id", "position", "id"]
    )


def downgrade() -> None:
    for table, note, column in FORMER:
        op.drop_column(table, column)
        if note == "media_key":
            op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            op.execute(f"UPDATE {table} SET {note} = '{NO_FILE}' WHERE {note} IS NULL")  # noqa: S608
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            op.alter_column(table, note, nullable=False)
    for table in ("media_links", "media_files", "media"):
        op.drop_table(table)
