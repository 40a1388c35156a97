"""Accounts: passwords, sessions, tokens with limits, one-time links, roles."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

AT_WORK = "move.assign move.plan move.ask_author move.reroute move.mark_duplicate"
ROLES = {
    "heritage_officer": (
        ("Мұраны қорғау маманы", "Специалист по охране наследия", "Heritage officer"),
        {
            "monuments": "create edit read_hidden read_exact move.identify move.record",
            "endangered_objects": "create edit read_hidden read_exact move.*",
        },
    ),
    "chief_of_inspection": (
        ("Инспекция басшысы", "Руководитель инспекции", "Chief of the heritage inspection"),
        {
            "monuments": "create edit delete moderate read_hidden read_sealed read_exact"
            " move.identify move.record move.list_local move.relocate move.dismiss",
            "endangered_objects": "create edit delete moderate read_hidden read_sealed read_exact"
            " move.*",
            "users": "administer",
        },
    ),
    "akimat_clerk": (
        ("Әкімдік қызметкері", "Сотрудник акимата", "Clerk of an akimat"),
        {
            "citizen_reports": f"read_hidden {AT_WORK} move.solve move.refuse",
            "initiative_projects": "read_hidden",
        },
    ),
    "akimat_head": (
        ("Әкімдік басшысы", "Руководитель акимата", "Head of an akimat"),
        {
            "citizen_reports": f"read_hidden edit {AT_WORK} move.solve move.refuse",
            "initiative_projects": "read_hidden edit move.start move.complete",
            "users": "administer",
        },
    ),
    "council_member": (
        ("Қоғамдық кеңес мүшесі", "Член общественного совета", "Member of a public council"),
        {"initiative_projects": "read_hidden move.accept move.refuse"},
    ),
    "programme_office": (
        ("Бағдарлама кеңсесі", "Офис программы", "Programme office"),
        {
            "*": "create edit read_hidden",
            "monuments": "move.list_republican move.change_significance move.delist",
            "users": "administer",
        },
    ),
    "moderator": (
        ("Модератор", "Модератор", "Moderator"),
        {"*": "moderate read_hidden"},
    ),
    "route_editor": (
        ("Маршрут редакторы", "Редактор маршрутов", "Editor of routes"),
        {"tourist_routes": "create edit delete read_hidden"},
    ),
    "researcher": (
        ("Зерттеуші", "Исследователь", "Researcher"),
        {"monuments": "read_exact", "endangered_objects": "read_exact"},
    ),
    "administrator": (("Әкімші", "Администратор", "Administrator"), {"*": "*"}),
}
"""The roles that an atlas begins with: their titles, and their actions by layer or room."""

NOW = sa.func.now()
LOCAL_DAY = sa.text("((now() AT TIME ZONE 'Asia/Almaty')::date)")


def moment(name: str, *, nullable: bool = False, default: object = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def text(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, server_default=default)


def of_user(table: str, name: str = "user_id", on_delete: str = "CASCADE") -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        [name], ["users.id"], name=op.f(f"{table}_{name}_fkey"), ondelete=on_delete
    )


def primary(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"{table}_pkey"))


def upgrade() -> None:
    for column in (
        text("email", nullable=True),
        text("telephone", nullable=True),
        text("password_hash", nullable=True),
        moment("closed_at", nullable=True),
    ):
        op.add_column("users", column)
    op.create_unique_constraint(op.f("users_email_key"), "users", ["email"])
    op.create_unique_constraint(op.f("users_telephone_key"), "users", ["telephone"])
    for column in (
        text("kind", default="token"),
        text("label", default=""),
        sa.Column("limited_to", sa.ARRAY(sa.Text()), nullable=True),
        moment("last_used_at", nullable=True),
        moment("expires_at", nullable=True),
    ):
        op.add_column("tokens", column)
    op.create_check_constraint(op.f("tokens_kind_check"), "tokens", "kind IN ('token', 'device')")
    op.create_table(
        "sign_in_sessions",
        key(),
        number("user_id"),
        text("sha256"),
        text("device"),
        moment("created_at", default=NOW),
        moment("last_used_at", default=NOW),
        sa.Column("stays", sa.Boolean(), nullable=False),
        number("idle_s"),
        moment("expires_at"),
        moment("ended_at", nullable=True),
        of_user("sign_in_sessions"),
        primary("sign_in_sessions", "id"),
        sa.UniqueConstraint("sha256", name=op.f("sign_in_sessions_sha256_key")),
    )
    op.create_table(
        "known_devices",
        key(),
        number("user_id"),
        text("sha256"),
        moment("created_at", default=NOW),
        of_user("known_devices"),
        primary("known_devices", "id"),
        sa.UniqueConstraint("sha256", name=op.f("known_devices_sha256_key")),
    )
    op.create_table(
        "one_time_links",
        key(),
        number("user_id"),
        text("purpose"),
        text("sha256"),
        moment("created_at", default=NOW),
        moment("expires_at"),
        moment("used_at", nullable=True),
        of_user("one_time_links"),
        primary("one_time_links", "id"),
        sa.UniqueConstraint("sha256", name=op.f("one_time_links_sha256_key")),
    )
    op.create_table(
        "sign_in_lanes",
        text("key"),
        number("attempts"),
        moment("last_at"),
        moment("next_at"),
        primary("sign_in_lanes", "key"),
    )
    for table in ("sign_in_sessions", "known_devices", "one_time_links"):
        op.create_index(op.f(f"{table}_user_id_idx"), table, ["user_id"])
    _make_roles()


def _make_roles() -> None:
    op.create_table(
        "roles",
        text("id"),
        text("title_kk"),
        text("title_ru"),
        text("title_en"),
        primary("roles", "id"),
    )
    op.create_table(
        "role_grants",
        text("role_id"),
        text("room"),
        text("action"),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"], ["roles.id"], name=op.f("role_grants_role_id_fkey"), ondelete="CASCADE"
        ),
        primary("role_grants", "role_id", "room", "action", "is_own"),
    )
    op.create_table(
        "role_members",
        key(),
        number("user_id"),
        text("role_id"),
        text("scope"),
        sa.Column("valid_from", sa.Date(), nullable=False, server_default=LOCAL_DAY),
        sa.Column("valid_to", sa.Date(), nullable=True),
        number("given_by", nullable=True),
        moment("given_at", default=NOW),
        number("ended_by", nullable=True),
        moment("ended_at", nullable=True),
        sa.CheckConstraint("scope ~ '^(KZ|[0-9]{9})$'", name=op.f("role_members_scope_check")),
        of_user("role_members"),
        of_user("role_members", "given_by", "SET NULL"),
        of_user("role_members", "ended_by", "SET NULL"),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("role_members_role_id_fkey")),
        primary("role_members", "id"),
    )
    for column in ("user_id", "role_id"):
        op.create_index(op.f(f"role_members_{column}_idx"), "role_members", [column])
    _fill_roles()


def _fill_roles() -> None:
    roles = sa.table("roles", *map(sa.column, ("id", "title_kk", "title_ru", "title_en")))
    granted = sa.table("role_grants", *map(sa.column, ("role_id", "room", "action", "is_own")))
    op.bulk_insert(
        roles,
        [
            {"id": role, "title_kk": kk, "title_ru": ru, "title_en": en}
            for role, ((kk, ru, en), _) in ROLES.items()
        ],
    )
    op.bulk_insert(
        granted,
        [
            {"role_id": role, "room": room, "action": action, "is_own": False}
            for role, (_, rooms) in ROLES.items()
            for room, actions in rooms.items()
            for action in actions.split()
        ],
    )


def downgrade() -> None:
    for table in (
        "role_members",
        "role_grants",
        "roles",
        "sign_in_lanes",
        "one_time_links",
        "known_devices",
        "sign_in_sessions",
    ):
        op.drop_table(table)
    # Without their limits they would reach further than their owners meant.
    op.execute(
        "DELETE FROM tokens WHERE kind <> 'token' OR limited_to IS NOT NULL"
        " OR expires_at IS NOT NULL"
    )
    for column in ("kind", "label", "limited_to", "last_used_at", "expires_at"):
        op.drop_column("tokens", column)
    for column in ("email", "telephone", "password_hash", "closed_at"):
        op.drop_column("users", column)
