"""What a user may do is stored as grants in a territory; rows know who made them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

AT_WORK = "move.assign move.plan move.ask_author move.reroute"
WORDS = {
    "write": ("", "create edit delete moderate"),
    "hidden": ("", "read_hidden"),
    "sealed": ("", "read_sealed"),
    "exact": ("", "read_exact"),
    "answer": ("citizen_reports", f"{AT_WORK} move.mark_duplicate move.solve move.refuse"),
    "author": ("citizen_reports", "move.answer move.object"),
    "decide": ("initiative_projects", "move.accept move.refuse"),
    "carry_out": ("initiative_projects", "move.start move.complete"),
    "withdraw": ("initiative_projects", "move.withdraw"),
    "register": (
        "monuments",
        "move.identify move.record move.list_local move.relocate move.dismiss",
    ),
    "list_republican": ("monuments", "move.list_republican move.change_significance move.delist"),
}
"""By the former word, the only room in which it meant something, and the actions that it meant."""

LAYER_TABLES = sa.text(
    """
    SELECT layer.relname
    FROM pg_class AS layer
    WHERE layer.relkind = 'r'
        AND layer.relnamespace = CAST(current_schema() AS regnamespace)
        AND (
            SELECT count(*)
            FROM pg_attribute AS shared
            WHERE shared.attrelid = layer.oid
                AND shared.attname IN ('geom', 'outside', 'source_key', 'visibility', 'version')
        ) = 5
    ORDER BY layer.relname
    """
)


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("bin", sa.Text(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint(
            "kind IN ('akimat', 'state_body', 'ngo', 'business', 'educational', 'other')",
            name=op.f("organisations_kind_check"),
        ),
        sa.CheckConstraint(
            "region_code ~ '^[0-9]{9}$'", name=op.f("organisations_region_code_check")
        ),
        sa.CheckConstraint("bin ~ '^[0-9]{12}$'", name=op.f("organisations_bin_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("organisations_pkey")),
        sa.UniqueConstraint("bin", name=op.f("organisations_bin_key")),
    )
    op.create_index(op.f("organisations_region_code_idx"), "organisations", ["region_code"])
    op.add_column("users", sa.Column("organisation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("users_organisation_id_fkey"), "users", "organisations", ["organisation_id"], ["id"]
    )
    op.create_table(
        "grants",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.CheckConstraint("scope ~ '^(KZ|own|[0-9]{9})$'", name=op.f("grants_scope_check")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("grants_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "room", "action", "scope", name=op.f("grants_pkey")),
    )
    _grant_what_was_permitted()
    op.drop_column("users", "permissions")
    for table in op.get_bind().scalars(LAYER_TABLES).all():
        op.add_column(table, sa.Column("author_id", sa.BigInteger(), nullable=True))
    op.execute("ALTER TABLE citizen_reports ALTER COLUMN responsible_code DROP EXPRESSION")


def downgrade() -> None:
    for event in ("insert", "update"):
        op.execute(f"DROP TRIGGER IF EXISTS citizen_reports_c_belong_{event} ON citizen_reports")
    op.execute("DROP FUNCTION IF EXISTS atlas_belong_citizen_reports()")
    op.drop_index("citizen_reports_queue_idx", "citizen_reports")
    op.drop_column("citizen_reports", "responsible_code")
    op.add_column(
        "citizen_reports",
        sa.Column(
            "responsible_code",
            sa.Text(),
            sa.Computed("COALESCE(rerouted_to, district_code, oblast_code)", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        "citizen_reports_queue_idx", "citizen_reports", ["responsible_code", "state", "due_on"]
    )
    for table in op.get_bind().scalars(LAYER_TABLES).all():
        op.execute(f"UPDATE {table} SET visibility = 'hidden' WHERE visibility = 'pending'")  # noqa: S608 - tables of layers
        op.drop_column(table, "author_id")
    op.add_column(
        "users",
        sa.Column("permissions", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    _permit_what_was_granted()
    op.alter_column("users", "permissions", server_default=None)
    op.drop_table("grants")
    op.drop_constraint(op.f("users_organisation_id_fkey"), "users", type_="foreignkey")
    op.drop_column("users", "organisation_id")
    op.drop_table("organisations")


def _grant_what_was_permitted() -> None:
    """Grant each user in the whole country what their permissions said."""
    connection = op.get_bind()
    grants = {
        (user_id, *grant)
        for user_id, permissions in connection.execute(
            sa.text("SELECT id, permissions FROM users")
        ).all()
        for permission in permissions
        for grant in _grants_of(permission)
    }
    insert = sa.text("INSERT INTO grants VALUES (:user_id, :room, :action, 'KZ')")
    for user_id, room, action in sorted(grants):
        connection.execute(insert, {"user_id": user_id, "room": room, "action": action})


def _grants_of(permission: str) -> list[tuple[str, str]]:
    if permission == "*":
        return [("*", "*")]
    room, _, word = permission.partition(":")
    of_room, actions = WORDS.get(word, ("", ""))
    if of_room:
        room = of_room if room in {"*", of_room} else ""
    return [(room, action) for action in actions.split()] if room else []


def _permit_what_was_granted() -> None:
    """Permit what is granted in the whole country, where a former word says no more than that."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT * FROM grants WHERE scope = 'KZ'")).all()
    granted: dict[int, set[tuple[str, str]]] = {}
    for user_id, room, action, _ in rows:
        granted.setdefault(user_id, set()).add((room, action))
    update = sa.text("UPDATE users SET permissions = :permissions WHERE id = :id")
    for user_id, grants in granted.items():
        permissions = ["*"] if ("*", "*") in grants else sorted(_words_of(grants))
        connection.execute(update, {"id": user_id, "permissions": permissions})


def _words_of(grants: set[tuple[str, str]]) -> set[str]:
    rooms = {room for room, _ in grants}
    return {
        f"{room}:{word}"
        for word, (of_room, actions) in WORDS.items()
        for room in rooms
        if of_room in {"", room} and all((room, action) in grants for action in actions.split())
    }
