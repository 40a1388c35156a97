"""What the atlas tells people: the kinds of messages, and what each may name."""

from dataclasses import dataclass

from core.errors import NotFoundError
from core.messages.channels import Channel
from core.text import Text

EVERYWHERE = frozenset({"atlas", "account"})
"""What every template may name: the atlas, and the address of one's account."""
MAIL, PUSH, WEBHOOK, SMS = Channel.MAIL, Channel.PUSH, Channel.WEBHOOK, Channel.SMS
FOR_PEOPLE = (MAIL, PUSH, WEBHOOK)


class UnknownKindError(NotFoundError):
    """There is no message of that kind."""

    phrase = Text(
        "Мұндай хабарлама түрі жоқ: {value}.",
        "Нет такого вида сообщений: {value}.",
        "There is no kind of message called {value}.",
    )


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What messages of one kind are about, and by what they go."""

    name: str
    title: Text
    facts: frozenset[str]
    """The placeholders of its templates, beside those that every template has."""
    channels: tuple[Channel, ...]
    """By what it may go."""
    usual: tuple[Channel, ...] = (MAIL, PUSH)
    """By what it goes where the person has chosen nothing."""
    is_security: bool = False
    """Whether it goes at once, at any hour, and cannot be unsubscribed."""

    @property
    def placeholders(self) -> frozenset[str]:
        """All that its templates may name."""
        return self.facts | EVERYWHERE


def _security(name: str, title: Text, facts: str, *channels: Channel) -> MessageKind:
    return MessageKind(name, title, frozenset(facts.split()), channels, channels, is_security=True)


INVITATION = _security(
    "invitation", Text("Атласқа шақыру", "Приглашение в атлас", "Invitation to the atlas"),
    "name link days", MAIL,
)  # fmt: skip
PASSWORD_LINK = _security(
    "password_link",
    Text("Құпиясөзді таңдау сілтемесі", "Ссылка для выбора пароля", "Link to choose a password"),
    "name link",
    MAIL,
)
CONFIRM_EMAIL = _security(
    "confirm_email", Text("Поштаны растау", "Подтверждение почты", "Confirmation of an e-mail"),
    "name link", MAIL,
)  # fmt: skip
SIGN_IN_CODE = _security(
    "sign_in_code", Text("Кіру коды", "Код для входа", "Code to sign in"),
    "name code minutes", MAIL, SMS,
)  # fmt: skip
CONFIRM_TELEPHONE = _security(
    "confirm_telephone",
    Text("Телефонды растау", "Подтверждение телефона", "Confirmation of a telephone"),
    "name code minutes",
    SMS,
)
NEW_SIGN_IN = _security(
    "new_sign_in",
    Text("Бейтаныс құрылғыдан кіру", "Вход с нового устройства", "Sign-in from a new device"),
    "name device moment",
    *FOR_PEOPLE,
)
PASSWORD_CHANGED = _security(
    "password_changed",
    Text("Құпиясөз ауыстырылды", "Пароль сменён", "The password was changed"),
    "name moment",
    *FOR_PEOPLE,
)
EMAIL_CHANGED = _security(
    "email_changed",
    Text("Пошта ауыстырылды", "Адрес почты сменён", "The e-mail address was changed"),
    "name moment",
    MAIL,
)
ROLE_GIVEN = MessageKind(
    "role_given", Text("Жаңа рөл", "Новая роль", "A new role"),
    frozenset({"name", "role", "place", "until"}), FOR_PEOPLE,
)  # fmt: skip
ROLE_ENDED = MessageKind(
    "role_ended", Text("Рөлдің аяқталуы", "Прекращение роли", "The end of a role"),
    frozenset({"name", "role", "place"}), FOR_PEOPLE,
)  # fmt: skip
DIGEST = MessageKind(
    "digest", Text("Жаңалықтар жинағы", "Сводка новостей", "Digest of news"),
    frozenset({"count", "messages"}), (MAIL,), (),
)  # fmt: skip
"""The letter into which the others are gathered; nobody is sent one for itself."""

KINDS = {
    kind.name: kind
    for kind in (
        INVITATION, PASSWORD_LINK, CONFIRM_EMAIL, SIGN_IN_CODE, CONFIRM_TELEPHONE,
        NEW_SIGN_IN, PASSWORD_CHANGED, EMAIL_CHANGED, ROLE_GIVEN, ROLE_ENDED, DIGEST,
    )
}  # fmt: skip
CHOSEN = tuple(kind for kind in KINDS.values() if not kind.is_security and kind is not DIGEST)
"""Those about which a person decides."""


def kind_named(name: str) -> MessageKind:
    """The kind of a name. Raises UnknownKindError."""
    if name not in KINDS:
        raise UnknownKindError(name, field="kind")
    return KINDS[name]
