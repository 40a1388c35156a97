"""What the audit knows of: a closed list of events, `<room>.<verb>`, and what each is called."""

from collections.abc import Mapping
from enum import StrEnum

from core.text import Text


class AuditEvent(StrEnum):
    """One kind of thing that somebody did."""

    SIGN_IN = "account.sign_in"
    FAIL_SIGN_IN = "account.fail_sign_in"
    SIGN_OUT = "account.sign_out"
    END_SESSIONS = "account.end_sessions"
    CHOOSE_PASSWORD = "account.choose_password"  # noqa: S105 - the name of an event
    CHANGE_PASSWORD = "account.change_password"  # noqa: S105 - likewise
    CHANGE_CONTACT = "account.change_contact"
    SET_SECOND_FACTOR = "account.set_second_factor"
    REMOVE_SECOND_FACTOR = "account.remove_second_factor"
    USE_RECOVERY_CODE = "account.use_recovery_code"
    LINK_PROVIDER = "account.link_provider"
    MAKE_TOKEN = "account.make_token"  # noqa: S105 - likewise
    REVOKE_TOKEN = "account.revoke_token"  # noqa: S105 - likewise
    EXPORT_OWN_DATA = "account.export_data"
    CLOSE_ACCOUNT = "account.close"

    ADD_USER = "users.create"
    CHANGE_USER = "users.edit"
    INVITE_USER = "users.invite"
    MAKE_LINK = "users.make_link"
    REPLACE_TOKEN = "users.replace_token"  # noqa: S105 - likewise
    REVOKE_TOKENS = "users.revoke_tokens"
    CLOSE_USER = "users.close"
    REOPEN_USER = "users.reopen"
    GIVE_ROLE = "users.give_role"
    END_ROLE = "users.end_role"
    DELEGATE = "users.delegate"

    CREATE_ROLE = "roles.create"
    EDIT_ROLE = "roles.edit"
    DELETE_ROLE = "roles.delete"
    CREATE_ORGANISATION = "organisations.create"
    EDIT_ORGANISATION = "organisations.edit"
    DELETE_ORGANISATION = "organisations.delete"

    CREATE_FEATURE = "features.create"
    EDIT_FEATURE = "features.edit"
    CHANGE_VISIBILITY = "features.change_visibility"
    MOVE_FEATURE = "features.move"
    DELETE_FEATURE = "features.delete"
    READ_SEALED = "features.read_sealed"
    READ_EXACT = "features.read_exact"
    EXPORT_FEATURES = "features.export"
    CREATE_ROW = "rows.create"
    EDIT_ROW = "rows.edit"
    DELETE_ROW = "rows.delete"

    UPLOAD_FILE = "ingest.upload"
    CONFIRM_FILE = "ingest.confirm"
    LOAD_FILE = "ingest.load"
    STOP_LOAD = "ingest.stop"
    UNDO_LOAD = "ingest.undo"

    ORDER_ARCHIVE = "tiles.order_archive"
    DELETE_ARCHIVE = "tiles.delete_archive"

    ADD_MEDIA = "media.create"
    EDIT_MEDIA = "media.edit"
    DELETE_MEDIA = "media.delete"
    READ_MEDIA = "media.read_private"

    EDIT_TEMPLATE = "messages.edit_template"
    SEND_MESSAGE = "messages.send"

    CHANGE_SETTING = "settings.change"
    EXPORT_AUDIT = "audit.export"
    PRUNE_AUDIT = "audit.prune"

    @property
    def phrase(self) -> Text:
        """What people call it."""
        return TITLES[self]


TITLES: Mapping[AuditEvent, Text] = {
    AuditEvent.SIGN_IN: Text("Кіру", "Вход", "Signed in"),
    AuditEvent.FAIL_SIGN_IN: Text(
        "Кіруге сәтсіз әрекет", "Неудачная попытка входа", "Failed to sign in"
    ),
    AuditEvent.SIGN_OUT: Text("Шығу", "Выход", "Signed out"),
    AuditEvent.END_SESSIONS: Text("Сеансты аяқтау", "Завершение сеансов", "Ended sessions"),
    AuditEvent.CHOOSE_PASSWORD: Text(
        "Сілтемемен құпиясөз таңдау", "Выбор пароля по ссылке", "Chose a password by a link"
    ),
    AuditEvent.CHANGE_PASSWORD: Text("Құпиясөзді өзгерту", "Смена пароля", "Changed the password"),
    AuditEvent.CHANGE_CONTACT: Text(
        "Байланыс деректерін өзгерту", "Смена контактных данных", "Changed contact details"
    ),
    AuditEvent.SET_SECOND_FACTOR: Text(
        "Екінші факторды қосу", "Подключение второго фактора", "Set a second factor"
    ),
    AuditEvent.REMOVE_SECOND_FACTOR: Text(
        "Екінші факторды алып тастау", "Удаление второго фактора", "Removed a second factor"
    ),
    AuditEvent.USE_RECOVERY_CODE: Text(
        "Қалпына келтіру кодын қолдану",
        "Использование кода восстановления",
        "Used a recovery code",
    ),
    AuditEvent.LINK_PROVIDER: Text(
        "Сыртқы кіру қызметін байланыстыру",
        "Привязка внешнего входа",
        "Linked an outside way to sign in",
    ),
    AuditEvent.MAKE_TOKEN: Text("Токен жасау", "Создание токена", "Made a token"),
    AuditEvent.REVOKE_TOKEN: Text("Токенді жою", "Отзыв токена", "Revoked a token"),
    AuditEvent.EXPORT_OWN_DATA: Text(
        "Өз деректерін жүктеп алу", "Выгрузка своих данных", "Exported their own data"
    ),
    AuditEvent.CLOSE_ACCOUNT: Text(
        "Өз есептік жазбасын жабу", "Закрытие своей учётной записи", "Closed their account"
    ),
    AuditEvent.ADD_USER: Text("Пайдаланушыны қосу", "Добавление пользователя", "Added a user"),
    AuditEvent.CHANGE_USER: Text(
        "Пайдаланушыны өзгерту", "Изменение пользователя", "Changed a user"
    ),
    AuditEvent.INVITE_USER: Text("Шақыру", "Приглашение", "Invited somebody"),
    AuditEvent.MAKE_LINK: Text(
        "Бір реттік сілтеме жасау", "Создание одноразовой ссылки", "Made a one-time link"
    ),
    AuditEvent.REPLACE_TOKEN: Text(
        "Токенді жаңасымен ауыстыру", "Замена токена", "Replaced a token"
    ),
    AuditEvent.REVOKE_TOKENS: Text(
        "Пайдаланушының токендерін жою", "Отзыв токенов пользователя", "Revoked a user's tokens"
    ),
    AuditEvent.CLOSE_USER: Text(
        "Есептік жазбаны жабу", "Закрытие учётной записи", "Closed an account"
    ),
    AuditEvent.REOPEN_USER: Text(
        "Есептік жазбаны қайта ашу", "Повторное открытие учётной записи", "Reopened an account"
    ),
    AuditEvent.GIVE_ROLE: Text("Рөл беру", "Выдача роли", "Gave a role"),
    AuditEvent.END_ROLE: Text("Рөлді аяқтау", "Прекращение роли", "Ended a role"),
    AuditEvent.DELEGATE: Text(
        "Өкілеттікті уақытша беру", "Временная передача полномочий", "Delegated powers"
    ),
    AuditEvent.CREATE_ROLE: Text("Рөл жасау", "Создание роли", "Made a role"),
    AuditEvent.EDIT_ROLE: Text("Рөлді өзгерту", "Изменение роли", "Changed a role"),
    AuditEvent.DELETE_ROLE: Text("Рөлді жою", "Удаление роли", "Deleted a role"),
    AuditEvent.CREATE_ORGANISATION: Text(
        "Ұйымды қосу", "Добавление организации", "Added an organisation"
    ),
    AuditEvent.EDIT_ORGANISATION: Text(
        "Ұйымды өзгерту", "Изменение организации", "Changed an organisation"
    ),
    AuditEvent.DELETE_ORGANISATION: Text(
        "Ұйымды жою", "Удаление организации", "Deleted an organisation"
    ),
    AuditEvent.CREATE_FEATURE: Text("Нысанды қосу", "Добавление объекта", "Added an object"),
    AuditEvent.EDIT_FEATURE: Text("Нысанды өзгерту", "Изменение объекта", "Changed an object"),
    AuditEvent.CHANGE_VISIBILITY: Text(
        "Көрінуін өзгерту", "Изменение видимости", "Changed who may see it"
    ),
    AuditEvent.MOVE_FEATURE: Text("Күйін өзгерту", "Смена состояния", "Moved to another state"),
    AuditEvent.DELETE_FEATURE: Text("Нысанды жою", "Удаление объекта", "Deleted an object"),
    AuditEvent.READ_SEALED: Text(
        "Жабық деректерді оқу", "Чтение закрытых данных", "Read sealed data"
    ),
    AuditEvent.READ_EXACT: Text(
        "Қорғалатын нысанның нақты орнын көру",
        "Просмотр точного места охраняемого объекта",
        "Saw the exact place of a sensitive object",
    ),
    AuditEvent.EXPORT_FEATURES: Text(
        "Ашық емес деректерді жүктеп алу",
        "Выгрузка непубличных данных",
        "Downloaded data that is not public",
    ),
    AuditEvent.CREATE_ROW: Text("Жазба қосу", "Добавление записи", "Added a record"),
    AuditEvent.EDIT_ROW: Text("Жазбаны өзгерту", "Изменение записи", "Changed a record"),
    AuditEvent.DELETE_ROW: Text("Жазбаны жою", "Удаление записи", "Deleted a record"),
    AuditEvent.UPLOAD_FILE: Text("Файл жүктеу", "Загрузка файла", "Uploaded a file"),
    AuditEvent.CONFIRM_FILE: Text(
        "Файлды қабатқа жазуға растау",
        "Подтверждение записи файла в слой",
        "Confirmed a file for its layer",
    ),
    AuditEvent.LOAD_FILE: Text(
        "Файлды қабатқа жазу", "Запись файла в слой", "Loaded a file into its layer"
    ),
    AuditEvent.STOP_LOAD: Text("Жүктеуді тоқтату", "Остановка загрузки", "Stopped a load"),
    AuditEvent.UNDO_LOAD: Text("Жүктеуді қайтару", "Отмена загрузки", "Undid a load"),
    AuditEvent.ORDER_ARCHIVE: Text(
        "Тайлдар мұрағатына тапсырыс", "Заказ архива тайлов", "Ordered an archive of tiles"
    ),
    AuditEvent.DELETE_ARCHIVE: Text(
        "Тайлдар мұрағатын жою", "Удаление архива тайлов", "Deleted an archive of tiles"
    ),
    AuditEvent.ADD_MEDIA: Text("Медиа қосу", "Добавление медиа", "Added media"),
    AuditEvent.EDIT_MEDIA: Text("Медианы өзгерту", "Изменение медиа", "Changed media"),
    AuditEvent.DELETE_MEDIA: Text("Медианы жою", "Удаление медиа", "Deleted media"),
    AuditEvent.READ_MEDIA: Text(
        "Жабық медианы көру", "Просмотр закрытых медиа", "Saw private media"
    ),
    AuditEvent.EDIT_TEMPLATE: Text(
        "Хабарлама үлгісін өзгерту", "Изменение шаблона сообщения", "Changed a message template"
    ),
    AuditEvent.SEND_MESSAGE: Text("Хабарлама жіберу", "Отправка сообщения", "Sent a message"),
    AuditEvent.CHANGE_SETTING: Text("Баптауды өзгерту", "Изменение настройки", "Changed a setting"),
    AuditEvent.EXPORT_AUDIT: Text("Журналды жүктеп алу", "Выгрузка журнала", "Exported the audit"),
    AuditEvent.PRUNE_AUDIT: Text(
        "Ескі жазбаларды алып тастау", "Удаление старых записей", "Removed old entries"
    ),
}
