"""What `tuganzher users` says."""

from core.text import Text


class UserMessages:
    """What these commands say."""

    GROUP = Text(
        "Кімдердің жаза алатыны және олардың токендері.",
        "Кто может писать, и их токены.",
        "Who may write, and their tokens.",
    )
    ADD = Text(
        "Пайдаланушы қосады және оның токенін бір рет көрсетеді.",
        "Добавляет пользователя и один раз показывает его токен.",
        "Adds a user and shows their token, once.",
    )
    LIST = Text(
        "Пайдаланушыларды рұқсаттарымен бірге көрсетеді.",
        "Показывает пользователей и их разрешения.",
        "Lists the users and what they may do.",
    )
    TOKEN = Text(
        "Жаңа токен береді; бұрынғылары енді жарамайды.",
        "Выдаёт новый токен; прежние больше не действуют.",
        "Gives a new token; the earlier ones no longer work.",
    )
    REVOKE = Text(
        "Пайдаланушының барлық токенін жарамсыз етеді.",
        "Отзывает все токены пользователя.",
        "Revokes all tokens of a user.",
    )
    NAME = Text("Пайдаланушының аты.", "Имя пользователя.", "The user's name.")
    PERMISSION = Text(
        "Рұқсат, мысалы monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write немесе *"
        " (бәрі); қайталауға болады.",
        "Разрешение, например monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write или"
        " * (всё); можно повторять.",
        "A permission such as monuments:edit@611600000, citizen_reports:move.assign@KZ, *:write or"
        " * (everything); may be repeated.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    GIVEN = Text(
        "«{name}» токені (қайта көрсетілмейді, сақтап қойыңыз):",
        "Токен пользователя «{name}» (больше не будет показан, сохраните его):",
        "The token of “{name}” (it will not be shown again, so keep it):",
    )
    REVOKED = Text(
        "Жарамсыз етілген токендер: {count}", "Отозвано токенов: {count}", "Tokens revoked: {count}"
    )
    INVITE = Text(
        "Адамды рөлге шақырады және құпиясөз таңдайтын бір реттік сілтемені көрсетеді.",
        "Приглашает человека на роль и показывает одноразовую ссылку для выбора пароля.",
        "Invites somebody into a role and shows the one-time link to choose a password.",
    )
    IMPORT = Text(
        "Тізімдегі адамдарды (CSV, XLSX: email, role, at, name, until) шақырады және сілтемелерін"
        " көрсетеді.",
        "Приглашает людей из списка (CSV, XLSX: email, role, at, name, until) и показывает их"
        " ссылки.",
        "Invites the people of a list (CSV, XLSX: email, role, at, name, until) and shows their"
        " links.",
    )
    FILE = Text("Тізім файлы.", "Файл со списком.", "The file with the list.")
    SHEET = Text("Кітаптың парағы.", "Лист книги.", "The sheet of a workbook.")
    DRY_RUN = Text(
        "Тек не болатынын айту, ешкімді шақырмау.",
        "Только сказать, что получится, никого не приглашая.",
        "Only say what would come of it, inviting nobody.",
    )
    ROW_REFUSED = Text(
        "{row}-жол, {email}: {message}",
        "строка {row}, {email}: {message}",
        "row {row}, {email}: {message}",
    )
    LIST_ENDED = Text(
        "Шақырылды: {invited}, рөл берілді: {given}, өзгеріссіз: {unchanged}, қабылданбады:"
        " {refused}.",
        "Приглашено: {invited}, получили роль: {given}, без изменений: {unchanged}, отклонено:"
        " {refused}.",
        "Invited: {invited}, given a role: {given}, unchanged: {unchanged}, refused: {refused}.",
    )
    LINK = Text(
        "Пайдаланушы құпиясөзін қайта таңдайтын бір реттік сілтеме жасайды.",
        "Делает одноразовую ссылку, по которой пользователь заново выберет пароль.",
        "Makes a one-time link by which a user chooses a password again.",
    )
    FORGET_CODE = Text(
        "Телефонын да, қалпына келтіру кодтарын да жоғалтқан адамнан кіру кодын сұрамайды.",
        "Больше не спрашивает код у того, кто потерял и телефон, и коды восстановления.",
        "Asks no code of somebody who has lost both the telephone and the recovery codes.",
    )
    CODE_FORGOTTEN = Text(
        "«{name}» енді құпиясөзбен ғана кіреді; ашық сеанстары аяқталды.",
        "«{name}» теперь входит по одному паролю; открытые сеансы закончены.",
        "“{name}” signs in with the password alone now; open sessions have ended.",
    )
    ROLES = Text(
        "Рөлдерді және олардың не істей алатынын көрсетеді.",
        "Показывает роли и что они разрешают.",
        "Lists the roles and what they allow.",
    )
    GIVE = Text(
        "Пайдаланушыға аумақта рөл береді.",
        "Даёт пользователю роль на территории.",
        "Gives a user a role in a territory.",
    )
    END = Text(
        "Пайдаланушының рөлін тоқтатады.",
        "Прекращает роль пользователя.",
        "Ends a role of a user.",
    )
    CLOSE = Text(
        "Есептік жазбаны жабады: ешкім ол арқылы кіре алмайды, істегені сақталады.",
        "Закрывает учётную запись: по ней больше не войти, сделанное остаётся.",
        "Closes an account: nobody signs in by it any more, what was done stays.",
    )
    MAIL = Text("Электрондық пошта.", "Адрес электронной почты.", "The e-mail address.")
    ROLE = Text(
        "Рөл, мысалы heritage_officer (тізімі: users roles).",
        "Роль, например heritage_officer (список: users roles).",
        "The role, such as heritage_officer (users roles lists them).",
    )
    AT = Text(
        "Аумақ: КАТО коды немесе KZ.", "Территория: код КАТО или KZ.",
        "The territory: a KATO code, or KZ.",
    )  # fmt: skip
    UNTIL = Text(
        "Рөлдің соңғы күні, ЖЖЖЖ-АА-КК.", "Последний день роли, ГГГГ-ММ-ДД.",
        "The last day of the role, YYYY-MM-DD.",
    )  # fmt: skip
    FULL_NAME = Text(
        "Аты-жөні; көрсетілмесе, поштасы.", "Имя; если не указано, адрес почты.",
        "The name; the e-mail address where it is left out.",
    )  # fmt: skip
    INVITED = Text(
        "«{name}» үшін бір реттік сілтеме ({days} күн жарамды, қайта көрсетілмейді):",
        "Одноразовая ссылка для «{name}» (действует {days} дн., больше не будет показана):",
        "The one-time link for “{name}” (good for {days} days, it will not be shown again):",
    )
    MAILED = Text(
        "Сілтеме поштамен де жіберіледі.",
        "Ссылка уйдёт и по почте.",
        "The link also goes by mail.",
    )
    NOT_MAILED = Text(
        "Поштамен жіберілмейді: сілтемені өзіңіз жеткізіңіз.",
        "По почте она не уйдёт: передайте её сами.",
        "It does not go by mail: hand it over yourself.",
    )
    HAS_PASSWORD = Text(
        "«{name}» есептік жазбасы бар; рөл берілді.",
        "У «{name}» уже есть учётная запись; роль дана.",
        "“{name}” has an account already; the role is given.",
    )
    RESET = Text(
        "«{name}» үшін бір реттік сілтеме (1 сағат жарамды, қайта көрсетілмейді):",
        "Одноразовая ссылка для «{name}» (действует 1 час, больше не будет показана):",
        "The one-time link for “{name}” (good for an hour, it will not be shown again):",
    )
    ENDED = Text("Тоқтатылған рөлдер: {count}", "Прекращено ролей: {count}", "Roles ended: {count}")
    CLOSED = Text("«{name}» жабылды.", "«{name}» закрыта.", "“{name}” is closed.")
    STATE_CLOSED = Text("жабық", "закрыта", "closed")
    STATE_REVOKED = Text("кіре алмайды", "войти не может", "cannot sign in")
    STATE_INVITED = Text("шақырылған", "приглашён", "invited")
    NOTHING_ALLOWED = Text("рұқсаты жоқ", "нет разрешений", "no permissions")
