"""Second factors: authenticators, recovery codes, sign-ins that wait for a code."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NOW = sa.func.now()


def moment(name: str, *, nullable: bool = False, default: object = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def of_user(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["user_id"], ["users.id"], name=op.f(f"{table}_user_id_fkey"), ondelete="CASCADE"
    )


def primary(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"{table}_pkey"))


def upgrade() -> None:
    op.create_table(
        "second_factors",
        number("user_id"),
        text("sealed"),
        moment("created_at", default=NOW),
        moment("confirmed_at", nullable=True),
        number("last_step", nullable=True),
        of_user("second_factors"),
        primary("second_factors", "user_id"),
    )
    op.create_table(
        "recovery_codes",
        key(),
        number("user_id"),
        text("sha256"),
        moment("created_at", default=NOW),
        moment("used_at", nullable=True),
        of_user("recovery_codes"),
        primary("recovery_codes", "id"),
    )
    op.create_index(op.f("recovery_codes_user_id_idx"), "recovery_codes", ["user_id"])
    op.create_table(
        "pending_sign_ins",
        key(),
        number("user_id"),
        text("sha256"),
        text("device"),
        number("device_id", nullable=True),
        sa.Column("stays", sa.Boolean(), nullable=False),
        moment("expires_at"),
        moment("used_at", nullable=True),
        of_user("pending_sign_ins"),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["known_devices.id"],
            name=op.f("pending_sign_ins_device_id_fkey"),
            ondelete="SET NULL",
        ),
        primary("pending_sign_ins", "id"),
        sa.UniqueConstraint("sha256", name=op.f("pending_sign_ins_sha256_key")),
    )
    op.create_index(op.f("pending_sign_ins_user_id_idx"), "pending_sign_ins", ["user_id"])
    op.add_column("sign_in_sessions", moment("proven_at", default=NOW))
    op.add_column("sign_in_sessions", moment("second_factor_at", nullable=True))
    op.execute("UPDATE sign_in_sessions SET proven_at = created_at")
    op.add_column(
        "tokens",
        sa.Column("second_factor", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Those of the command line have no label; the operator vouches for them.
    op.execute("UPDATE tokens SET second_factor = true WHERE label = ''")


def downgrade() -> None:
    op.drop_column("tokens", "second_factor")
    op.drop_column("sign_in_sessions", "second_factor_at")
    op.drop_column("sign_in_sessions", "proven_at")
    op.drop_table("pending_sign_ins")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
