"""The audit: entries that are only added, their chain, and what guards both."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

GUARDS = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

-- A row may go once a checkpoint vouches for all up to its place in the chain.
CREATE FUNCTION audit_refuse_early_removal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place bigint;
BEGIN
    IF TG_TABLE_NAME = 'audit_chain' THEN
        place := OLD.position;
    ELSE
        SELECT position INTO place FROM audit_chain WHERE entry_id = OLD.id;
    END IF;
    IF place <= (SELECT max(position) FROM audit_checkpoints) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION audit_await_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unchained (entry_id) SELECT id FROM added;
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_entries_await_chain AFTER INSERT ON audit_entries
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_await_chain();

CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_chain_no_update BEFORE UPDATE ON audit_chain
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoints_no_update BEFORE UPDATE OR DELETE ON audit_checkpoints
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_refuse_early_removal();
CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain
FOR EACH ROW EXECUTE FUNCTION audit_refuse_early_removal();
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoints_no_truncate BEFORE TRUNCATE ON audit_checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- The SHA-256 of a row of the history; null where there is none.
CREATE FUNCTION audit_history_digest(row_id bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        id, layer, feature_id, last_feature_id, extract(epoch FROM at), action, move, from_state,
        to_state, by_user_id, run_id, reason, facts, changes
    )::text, 'UTF8')), 'hex')
    FROM history WHERE id = row_id
$$;
"""

APP_ROLE = """
DO $$
DECLARE
    guarded text;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'atlas_app') THEN
        FOREACH guarded IN ARRAY ARRAY['audit_entries', 'audit_chain', 'audit_checkpoints'] LOOP
            EXECUTE format('REVOKE ALL ON %I FROM atlas_app', guarded);
            EXECUTE format('GRANT SELECT, INSERT ON %I TO atlas_app', guarded);
        END LOOP;
    END IF;
END
$$;
"""

NOW = sa.func.now()
EMPTY = "{}"


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def moment(name: str, default: object = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=default)


def units() -> sa.Column[object]:
    return sa.Column("units", sa.ARRAY(sa.Text()), nullable=False, server_default=EMPTY)


def document(name: str) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(), nullable=False, server_default=EMPTY)


def sha256() -> sa.Column[bytes]:
    return sa.Column("sha256", sa.LargeBinary(), nullable=False)


def primary(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"{table}_pkey"))


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        moment("at", sa.func.clock_timestamp()),
        text("event"),
        number("actor_id", nullable=True),
        text("actor_name"),
        text("credential"),
        text("address"),
        text("request_id"),
        text("layer", nullable=True),
        text("object_id", nullable=True),
        units(),
        document("changes"),
        document("facts"),
        number("history_id", nullable=True),
        text("history_sha256", nullable=True),
        primary("audit_entries", "id"),
    )
    op.create_index(
        "audit_entries_object_idx",
        "audit_entries",
        ["layer", "object_id", "id"],
        postgresql_where=sa.text("layer IS NOT NULL"),
    )
    op.create_index("audit_entries_actor_idx", "audit_entries", ["actor_id", "id"])
    op.create_index("audit_entries_event_idx", "audit_entries", ["event", "id"])
    op.create_index("audit_entries_at_idx", "audit_entries", ["at"], postgresql_using="brin")
    op.create_index("audit_entries_units_idx", "audit_entries", ["units"], postgresql_using="gin")
    op.create_table(
        "audit_chain",
        number("position"),
        number("entry_id"),
        sha256(),
        primary("audit_chain", "position"),
        sa.UniqueConstraint("entry_id", name=op.f("audit_chain_entry_id_key")),
    )
    op.create_table(
        "audit_unchained",
        number("entry_id"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["audit_entries.id"],
            name=op.f("audit_unchained_entry_id_fkey"),
            ondelete="CASCADE",
        ),
        primary("audit_unchained", "entry_id"),
    )
    op.create_table(
        "audit_checkpoints",
        number("position"),
        sha256(),
        moment("made_at", NOW),
        primary("audit_checkpoints", "position"),
    )
    op.create_table(
        "audit_failed_sign_ins",
        moment("hour"),
        text("source"),
        number("user_id", nullable=True),
        units(),
        text("address"),
        number("attempts"),
        primary("audit_failed_sign_ins", "hour", "source"),
    )
    op.execute(GUARDS)
    op.execute(APP_ROLE)


def downgrade() -> None:
    for table in (
        "audit_failed_sign_ins",
        "audit_checkpoints",
        "audit_unchained",
        "audit_chain",
        "audit_entries",
    ):
        op.drop_table(table)
    for function in (
        "audit_history_digest(bigint)",
        "audit_await_chain()",
        "audit_refuse_early_removal()",
        "audit_refuse_change()",
    ):
        op.execute(f"DROP FUNCTION {function}")
