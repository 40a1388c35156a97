"""Administration: who stands in for whom, and how organisations are reached."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = (
    "'akimat', 'inspection', 'state_body', 'museum', 'ngo', 'contractor', 'business',"
    " 'educational', 'other'"
)
OLD_KINDS = "'akimat', 'state_body', 'ngo', 'business', 'educational', 'other'"
CONTACTS = ("telephone", "email", "website", "address")


def upgrade() -> None:
    _allow_kinds(KINDS)
    for column in CONTACTS:
        op.add_column("organisations", sa.Column(column, sa.Text(), nullable=True))
    op.add_column("role_members", sa.Column("delegated_from", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("role_members_delegated_from_fkey"),
        "role_members",
        "role_members",
        ["delegated_from"],
        ["id"],
        ondelete="CASCADE",
    )
    op.create_index(op.f("role_members_delegated_from_idx"), "role_members", ["delegated_from"])


def downgrade() -> None:
    # Without what they came from they would never end.
    op.execute("DELETE FROM role_members WHERE delegated_from IS NOT NULL")
    op.drop_column("role_members", "delegated_from")
    for column in CONTACTS:
        op.drop_column("organisations", column)
    op.execute(
        "UPDATE organisations SET kind = CASE kind WHEN 'contractor' THEN 'business'"
        " ELSE 'state_body' END WHERE kind IN ('inspection', 'museum', 'contractor')"
    )
    _allow_kinds(OLD_KINDS)


def _allow_kinds(kinds: str) -> None:
    op.drop_constraint(op.f("organisations_kind_check"), "organisations", type_="check")
    op.create_check_constraint(
        op.f("organisations_kind_check"), "organisations", f"kind IN ({kinds})"
    )
