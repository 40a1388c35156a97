"""Messages: an outbox, templates, what people choose, addresses confirmed and bounced."""
# ruff: noqa: E501 - texts of letters

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TEMPLATES = {
    "invitation": {
        "kk": (
            "{atlas}: шақыру",
            (
                "Сәлеметсіз бе!\n\nСіз шақырылдыңыз: {atlas}. Ондағы атыңыз: {name}.\nҚұпиясөз таңдау"
                " үшін мына сілтемені ашыңыз. Ол бір рет қана жұмыс істейді және {days} күн"
                " жарамды.\n\n{link}\n\nШақыру күтпеген болсаңыз, бұл хатты елемеңіз."
            ),
        ),
        "ru": (
            "{atlas}: приглашение",
            (
                "Здравствуйте!\n\nВас пригласили: {atlas}. Ваше имя там: {name}.\nЧтобы выбрать пароль,"
                " откройте ссылку. Она сработает один раз и действует {days} дн.\n\n{link}\n\nЕсли вы"
                " не ждали приглашения, не обращайте внимания на это письмо."
            ),
        ),
        "en": (
            "{atlas}: invitation",
            (
                "Hello!\n\nYou are invited: {atlas}. Your name there: {name}.\nOpen this link to choose"
                " a password. It works once and is good for {days} days.\n\n{link}\n\nIf you did not"
                " expect an invitation, take no notice of this letter."
            ),
        ),
    },
    "password_link": {
        "kk": (
            "{atlas}: жаңа құпиясөз таңдау",
            (
                "«{name}» есептік жазбасына жаңа құпиясөз таңдау үшін сілтемені ашыңыз. Ол бір рет қана"
                " жұмыс істейді және бір сағат жарамды.\n\n{link}\n\nСіз сұрамаған болсаңыз, ештеңе"
                " істемеңіз: құпиясөзіңіз өзгерген жоқ."
            ),
        ),
        "ru": (
            "{atlas}: выбор нового пароля",
            (
                "Чтобы выбрать новый пароль для «{name}», откройте ссылку. Она сработает один раз и"
                " действует час.\n\n{link}\n\nЕсли вы её не просили, ничего не делайте: ваш пароль"
                " прежний."
            ),
        ),
        "en": (
            "{atlas}: choose a new password",
            (
                "Open this link to choose a new password for “{name}”. It works once and is good for an"
                " hour.\n\n{link}\n\nIf you did not ask for it, do nothing: your password is what it"
                " was."
            ),
        ),
    },
    "confirm_email": {
        "kk": (
            "{atlas}: поштаңызды растаңыз",
            (
                "Бұл мекенжай «{name}» есептік жазбасына тиесілі екенін растау үшін сілтемені ашыңыз. Ол"
                " бір рет қана жұмыс істейді және бір тәулік жарамды.\n\n{link}\n\nСіз сұрамаған"
                " болсаңыз, бұл хатты елемеңіз."
            ),
        ),
        "ru": (
            "{atlas}: подтвердите адрес почты",
            (
                "Чтобы подтвердить, что этот адрес ваш («{name}»), откройте ссылку. Она сработает один"
                " раз и действует сутки.\n\n{link}\n\nЕсли вы её не просили, не обращайте внимания на"
                " это письмо."
            ),
        ),
        "en": (
            "{atlas}: confirm your e-mail address",
            (
                "Open this link to confirm that this address is yours (“{name}”). It works once and is"
                " good for a day.\n\n{link}\n\nIf you did not ask for it, take no notice of this"
                " letter."
            ),
        ),
    },
    "sign_in_code": {
        "kk": (
            "{atlas}: кіру коды",
            "Кіру коды: {code}. Ол {minutes} минут жарамды. Оны ешкімге айтпаңыз.",
        ),
        "ru": (
            "{atlas}: код для входа",
            "Код для входа: {code}. Он действует {minutes} мин. Никому его не говорите.",
        ),
        "en": (
            "{atlas}: code to sign in",
            "Your code to sign in: {code}. It is good for {minutes} minutes. Tell it to nobody.",
        ),
    },
    "confirm_telephone": {
        "kk": (
            "{atlas}: телефонды растау",
            "Телефонды растау коды: {code}. Ол {minutes} минут жарамды.",
        ),
        "ru": (
            "{atlas}: подтверждение телефона",
            "Код подтверждения телефона: {code}. Он действует {minutes} мин.",
        ),
        "en": (
            "{atlas}: confirm your telephone",
            "Your code to confirm the telephone: {code}. It is good for {minutes} minutes.",
        ),
    },
    "new_sign_in": {
        "kk": (
            "{atlas}: жаңа құрылғыдан кіру",
            (
                "«{name}» есептік жазбасына бұрын болмаған құрылғыдан кірді: {device}, {moment}.\n\nБұл"
                " сіз болмасаңыз, сол сеансты аяқтап, құпиясөзді ауыстырыңыз: {account}"
            ),
        ),
        "ru": (
            "{atlas}: вход с нового устройства",
            (
                "В учётную запись «{name}» вошли с устройства, которого раньше не было: {device},"
                " {moment}.\n\nЕсли это не вы, закончите этот сеанс и смените пароль: {account}"
            ),
        ),
        "en": (
            "{atlas}: sign-in from a new device",
            (
                "Somebody signed in as “{name}” from a device that was not used before: {device},"
                " {moment}.\n\nIf it was not you, end that session and change the password: {account}"
            ),
        ),
    },
    "password_changed": {
        "kk": (
            "{atlas}: құпиясөз ауыстырылды",
            (
                "«{name}» есептік жазбасының құпиясөзі ауыстырылды: {moment}. Ашық сеанстардың бәрі"
                " аяқталды.\n\nБұл сіз болмасаңыз, кіру бетінде «Құпиясөзді ұмыттыңыз ба?» дегенді басып,"
                " әкімшіге хабарлаңыз: {account}"
            ),
        ),
        "ru": (
            "{atlas}: пароль сменён",
            (
                "Пароль учётной записи «{name}» сменён: {moment}. Все открытые сеансы закончены.\n\nЕсли"
                " это не вы, нажмите «Забыли пароль?» на странице входа и сообщите администратору:"
                " {account}"
            ),
        ),
        "en": (
            "{atlas}: the password was changed",
            (
                "The password of “{name}” was changed: {moment}. All open sessions have ended.\n\nIf it"
                " was not you, press “Forgotten password?” on the page to sign in, and tell the"
                " administrator: {account}"
            ),
        ),
    },
    "email_changed": {
        "kk": (
            "{atlas}: пошта мекенжайы ауыстырылды",
            (
                "«{name}» есептік жазбасының поштасы ауыстырылды: {moment}. Бұл мекенжайға енді хат"
                " келмейді.\n\nБұл сіз болмасаңыз, атлас әкімшісіне бірден хабарлаңыз: {account}"
            ),
        ),
        "ru": (
            "{atlas}: адрес почты сменён",
            (
                "Адрес почты учётной записи «{name}» сменён: {moment}. На этот адрес писем больше не"
                " будет.\n\nЕсли это не вы, сразу сообщите администратору атласа: {account}"
            ),
        ),
        "en": (
            "{atlas}: the e-mail address was changed",
            (
                "The e-mail address of “{name}” was changed: {moment}. No more letters go to this"
                " one.\n\nIf it was not you, tell the administrator of the atlas at once: {account}"
            ),
        ),
    },
    "role_given": {
        "kk": (
            "{atlas}: сізге рөл берілді",
            "Сізге рөл берілді: {role}. Аумақ: {place}. Мерзімі: {until}.\n\n{account}",
        ),
        "ru": (
            "{atlas}: вам дана роль",
            "Вам дана роль: {role}. Территория: {place}. Срок: {until}.\n\n{account}",
        ),
        "en": (
            "{atlas}: you have a new role",
            "You have a new role: {role}. Territory: {place}. Until: {until}.\n\n{account}",
        ),
    },
    "role_ended": {
        "kk": (
            "{atlas}: рөліңіз тоқтатылды",
            "Рөліңіз тоқтатылды: {role}. Аумақ: {place}.\n\n{account}",
        ),
        "ru": (
            "{atlas}: ваша роль прекращена",
            "Ваша роль прекращена: {role}. Территория: {place}.\n\n{account}",
        ),
        "en": (
            "{atlas}: a role of yours has ended",
            "A role of yours has ended: {role}. Territory: {place}.\n\n{account}",
        ),
    },
    "digest": {
        "kk": ("{atlas}: жаңалықтар ({count})", "{messages}"),
        "ru": ("{atlas}: новости ({count})", "{messages}"),
        "en": ("{atlas}: news ({count})", "{messages}"),
    },
}
"""The texts with which an atlas begins: subject and body by kind and language."""

NOW = sa.func.now()
JSON = postgresql.JSONB(astext_type=sa.Text())


def moment(name: str, *, nullable: bool = False, default: object = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def number(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, server_default=default)


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


def check(table: str, name: str, condition: str) -> sa.Constraint:
    return sa.CheckConstraint(condition, name=op.f(f"{table}_{name}_check"))


def unique(table: str, column: str) -> sa.Constraint:
    return sa.UniqueConstraint(column, name=op.f(f"{table}_{column}_key"))


def upgrade() -> None:
    op.add_column("users", moment("email_confirmed_at", nullable=True))
    op.add_column("users", moment("telephone_confirmed_at", nullable=True))
    op.add_column("one_time_links", text("sent_to", nullable=True))
    _make_outbox()
    _make_templates()
    _make_preferences()
    _make_codes()


def _make_outbox() -> None:
    op.create_table(
        "messages",
        key(),
        text("code"),
        text("key"),
        text("kind"),
        number("user_id", nullable=True),
        text("channel"),
        text("address"),
        text("language"),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("secrets", JSON, nullable=True),
        sa.Column("is_gathered", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        text("state", default="waiting"),
        number("attempts", default="0"),
        text("problem", default=""),
        moment("created_at", default=NOW),
        moment("due_at", default=NOW),
        moment("expires_at", nullable=True),
        moment("claimed_at", nullable=True),
        moment("sent_at", nullable=True),
        check("messages", "channel", "channel IN ('mail', 'push', 'webhook', 'sms')"),
        check(
            "messages",
            "state",
            "state IN ('waiting', 'claimed', 'sending', 'sent', 'perhaps_sent', 'failed',"
            " 'withdrawn')",
        ),
        of_user("messages"),
        primary("messages", "id"),
        unique("messages", "code"),
        unique("messages", "key"),
    )
    op.create_index(op.f("messages_user_id_idx"), "messages", ["user_id"])
    waiting, held = sa.text("state = 'waiting'"), sa.text("state IN ('claimed', 'sending')")
    op.create_index("messages_due_idx", "messages", ["due_at"], postgresql_where=waiting)
    op.create_index("messages_claimed_idx", "messages", ["claimed_at"], postgresql_where=held)
    op.create_table(
        "bounced_addresses",
        text("address"),
        text("reason"),
        moment("bounced_at", default=NOW),
        primary("bounced_addresses", "address"),
    )


def _make_templates() -> None:
    table = op.create_table(
        "message_templates",
        text("kind"),
        text("language"),
        text("subject"),
        text("body"),
        moment("changed_at", default=NOW),
        number("changed_by", nullable=True),
        check("message_templates", "language", "language IN ('kk', 'ru', 'en')"),
        of_user("message_templates", "changed_by", "SET NULL"),
        primary("message_templates", "kind", "language"),
    )
    op.bulk_insert(
        table,
        [
            {"kind": kind, "language": language, "subject": subject, "body": body}
            for kind, texts in TEMPLATES.items()
            for language, (subject, body) in texts.items()
        ],
    )


def _make_preferences() -> None:
    table = "message_preferences"
    op.create_table(
        table,
        number("user_id"),
        text("language", nullable=True),
        text("digest", default="off"),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        text("time_zone", default="Asia/Almaty"),
        check(table, "language", "language IN ('kk', 'ru', 'en')"),
        check(table, "digest", "digest IN ('off', 'hourly', 'daily')"),
        check(table, "quiet", "(quiet_from IS NULL) = (quiet_to IS NULL)"),
        of_user(table),
        primary(table, "user_id"),
    )
    op.create_table(
        "message_choices",
        number("user_id"),
        text("kind"),
        text("channel"),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        of_user("message_choices"),
        primary("message_choices", "user_id", "kind", "channel"),
    )
    op.create_table(
        "message_targets",
        text("id"),
        number("user_id"),
        text("channel"),
        text("url"),
        text("p256dh", nullable=True),
        text("auth", nullable=True),
        moment("created_at", default=NOW),
        check("message_targets", "channel", "channel IN ('push', 'webhook')"),
        of_user("message_targets"),
        primary("message_targets", "id"),
    )
    op.create_index(op.f("message_targets_user_id_idx"), "message_targets", ["user_id"])


def _make_codes() -> None:
    op.create_table(
        "one_time_codes",
        key(),
        text("purpose"),
        text("bound_sha256"),
        text("code_sha256"),
        number("user_id", nullable=True),
        text("address", nullable=True),
        number("tries", default="0"),
        moment("created_at", default=NOW),
        moment("expires_at"),
        moment("used_at", nullable=True),
        of_user("one_time_codes"),
        primary("one_time_codes", "id"),
        unique("one_time_codes", "bound_sha256"),
    )
    op.create_index(op.f("one_time_codes_user_id_idx"), "one_time_codes", ["user_id"])
    op.create_table(
        "account_requests",
        key(),
        text("purpose"),
        text("login"),
        text("language"),
        text("code", nullable=True),
        number("code_id", nullable=True),
        moment("created_at", default=NOW),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["one_time_codes.id"],
            name=op.f("account_requests_code_id_fkey"),
            ondelete="CASCADE",
        ),
        primary("account_requests", "id"),
    )


def downgrade() -> None:
    for table in (
        "account_requests",
        "one_time_codes",
        "message_targets",
        "message_choices",
        "message_preferences",
        "message_templates",
        "bounced_addresses",
        "messages",
    ):
        op.drop_table(table)
    # Where a link went decides what it does: those of before the change do not know.
    op.execute("DELETE FROM one_time_links WHERE purpose = 'email'")
    op.drop_column("one_time_links", "sent_to")
    for column in ("email_confirmed_at", "telephone_confirmed_at"):
        op.drop_column("users", column)
