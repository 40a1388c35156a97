/** Administration: people, roles, organisations, and how the atlas is doing. */

import type { Phrase } from '../phrase';

export const ADMINISTRATION: Phrase = { kk: 'Басқару', ru: 'Управление', en: 'Administration' };
export const SECTIONS: Record<
  'people' | 'roles' | 'organisations' | 'tasks' | 'audit' | 'storage' | 'health' | 'settings',
  Phrase
> = {
  people: { kk: 'Адамдар', ru: 'Люди', en: 'People' },
  roles: { kk: 'Рөлдер', ru: 'Роли', en: 'Roles' },
  organisations: { kk: 'Ұйымдар', ru: 'Организации', en: 'Organisations' },
  tasks: { kk: 'Тапсырмалар', ru: 'Задания', en: 'Tasks' },
  audit: { kk: 'Журнал', ru: 'Журнал', en: 'Audit' },
  storage: { kk: 'Сақтау орны', ru: 'Хранилище', en: 'Storage' },
  health: { kk: 'Жай-күйі', ru: 'Состояние', en: 'Health' },
  settings: { kk: 'Баптаулар', ru: 'Настройки', en: 'Settings' },
};
export const LOADS: Phrase = { kk: 'Жүктемелер', ru: 'Загрузки', en: 'Loads' };
export const TO_ACCOUNT: Phrase = { kk: 'Есептік жазба', ru: 'Учётная запись', en: 'Account' };
export const NOT_YOURS: Phrase = {
  kk: 'Бұл бөлім адамдарды басқаратындарға ашық. Рөліңіз туралы әкімшіден сұраңыз.',
  ru: 'Этот раздел открыт тем, кто управляет людьми. О своей роли спросите администратора.',
  en: 'This section is open to those who administer people. Ask an administrator about your role.',
};
export const NEEDS_PASSWORD: Phrase = {
  kk: 'Кіру кілтімен тек қарауға болады. Өзгерту үшін құпиясөзбен кіріңіз.',
  ru: 'С ключом доступа можно только смотреть. Чтобы менять, войдите с паролем.',
  en: 'With an access key you can only look. To change anything, sign in with a password.',
};
export const SEARCH_PEOPLE: Phrase = {
  kk: 'Аты, пошта немесе телефон',
  ru: 'Имя, почта или телефон',
  en: 'Name, e-mail or telephone',
};
export const ANY_ROLE: Phrase = { kk: 'Кез келген рөл', ru: 'Любая роль', en: 'Any role' };
export const ANY_STATE: Phrase = { kk: 'Кез келген күй', ru: 'Любое состояние', en: 'Any state' };
export const STATE: Phrase = { kk: 'Күйі', ru: 'Состояние', en: 'State' };
export const STATES: Record<string, Phrase> = {
  active: { kk: 'кіре алады', ru: 'может войти', en: 'can sign in' },
  invited: { kk: 'шақырылды', ru: 'приглашён', en: 'invited' },
  revoked: { kk: 'кіре алмайды', ru: 'не может войти', en: 'cannot sign in' },
  closed: { kk: 'жабық', ru: 'закрыта', en: 'closed' },
};
export const NOBODY: Phrase = { kk: 'Ешкім табылмады.', ru: 'Никого не нашлось.', en: 'Nobody was found.' };
export const MORE: Phrase = { kk: 'Тағы көрсету', ru: 'Показать ещё', en: 'Show more' };
export const NO_ROLE: Phrase = { kk: 'рөлі жоқ', ru: 'без роли', en: 'no role' };
export const SEEN: Phrase = { kk: 'соңғы рет {moment}', ru: 'был(а) {moment}', en: 'last seen {moment}' };
export const NEVER_SEEN: Phrase = { kk: 'әлі кірген жоқ', ru: 'ещё не входил(а)', en: 'never signed in yet' };

export const INVITE: Phrase = { kk: 'Адам шақыру', ru: 'Пригласить человека', en: 'Invite a person' };
export const INVITE_LEAD: Phrase = {
  kk: 'Ол бір реттік сілтеме арқылы құпиясөзді өзі таңдайды: оны сізден басқа ешкім де, сіз де білмейсіз.',
  ru: 'По одноразовой ссылке человек сам выберет пароль: его не узнает никто, и вы тоже.',
  en: 'By a one-time link they choose a password themselves: nobody else learns it, not even you.',
};
export const EMAIL: Phrase = { kk: 'Электрондық пошта', ru: 'Электронная почта', en: 'E-mail' };
export const FULL_NAME: Phrase = { kk: 'Аты-жөні', ru: 'Имя и фамилия', en: 'Full name' };
export const ROLE: Phrase = { kk: 'Рөл', ru: 'Роль', en: 'Role' };
export const CHOOSE_ROLE: Phrase = { kk: 'Рөлді таңдаңыз', ru: 'Выберите роль', en: 'Choose a role' };
export const WHERE: Phrase = { kk: 'Аумақ', ru: 'Территория', en: 'Territory' };
export const COUNTRY: Phrase = { kk: 'Бүкіл ел', ru: 'Вся страна', en: 'The whole country' };
export const OTHER_UNIT: Phrase = { kk: 'Басқа өңір…', ru: 'Другой регион…', en: 'Another unit…' };
export const UNIT_HERE: Phrase = { kk: 'Осы өңірдің өзі', ru: 'Весь этот регион', en: 'All of this unit' };
export const FROM: Phrase = { kk: 'Қай күннен', ru: 'С какого дня', en: 'From' };
export const UNTIL: Phrase = { kk: 'Қай күнге дейін', ru: 'По какой день', en: 'Until' };
export const NO_END: Phrase = { kk: 'Бос қалса – мерзімсіз', ru: 'Пусто – бессрочно', en: 'Empty: without end' };
export const SEND_INVITATION: Phrase = { kk: 'Шақыру', ru: 'Пригласить', en: 'Invite' };
export const LINK_ONCE: Phrase = {
  kk: 'Сілтеме бір рет көрсетіледі. Оны тек сол адамға беріңіз:',
  ru: 'Ссылка показана один раз. Передайте её только этому человеку:',
  en: 'The link is shown once. Give it to this person only:',
};
export const LINK_MAILED: Phrase = {
  kk: 'Сілтеме оған поштамен де жіберілді.',
  ru: 'Ссылка отправлена и по почте.',
  en: 'The link also goes by mail.',
};
export const NO_LINK: Phrase = {
  kk: 'Рөл берілді. Сілтеме керек емес: бұл адамның құпиясөзі бар немесе оның рұқсаттары сіздікінен көп.',
  ru: 'Роль дана. Ссылка не нужна: у человека уже есть пароль или больше прав, чем у вас.',
  en: 'The role is given. There is no link: they have a password already, or more permissions than you.',
};
export const GIVE_ROLE: Phrase = { kk: 'Рөл беру', ru: 'Дать роль', en: 'Give a role' };
export const GIVE: Phrase = { kk: 'Беру', ru: 'Дать', en: 'Give' };
export const END_ROLE: Phrase = { kk: 'Аяқтау', ru: 'Прекратить', en: 'End' };
export const ENDED: Phrase = { kk: '{moment} аяқталды', ru: 'прекращена {moment}', en: 'ended {moment}' };
export const GIVEN_BY: Phrase = { kk: 'берген: {name}', ru: 'дал(а): {name}', en: 'given by {name}' };
export const BY_OPERATOR: Phrase = { kk: 'терминалдан берілген', ru: 'дана в терминале', en: 'given in the terminal' };
export const STANDS_IN: Phrase = { kk: 'уақытша орнында', ru: 'замещает', en: 'stands in' };
export const FROM_DAY: Phrase = { kk: '{day} бастап', ru: 'с {day}', en: 'from {day}' };
export const UNTIL_DAY: Phrase = { kk: '{day} дейін', ru: 'по {day}', en: 'until {day}' };
export const PERMISSIONS: Phrase = {
  kk: 'Рөлден бөлек рұқсаттар',
  ru: 'Разрешения помимо ролей',
  en: 'Permissions beside roles',
};
export const PAST_ROLES: Phrase = { kk: 'Бұрынғы рөлдер', ru: 'Прежние роли', en: 'Former roles' };
export const MAKE_LINK: Phrase = { kk: 'Құпиясөз сілтемесін жасау', ru: 'Сделать ссылку для пароля', en: 'Make a password link' };
export const SIGN_OUT_EVERYWHERE: Phrase = {
  kk: 'Барлық жерден шығару',
  ru: 'Завершить все сеансы',
  en: 'Sign out everywhere',
};
export const SIGNED_OUT: Phrase = {
  kk: 'Сеанстар мен кілттердің бәрі тоқтатылды.',
  ru: 'Все сеансы и ключи прекращены.',
  en: 'All sessions and keys have ended.',
};
export const CLOSE: Phrase = { kk: 'Есептік жазбаны жабу', ru: 'Закрыть учётную запись', en: 'Close the account' };
export const CLOSE_QUESTION: Phrase = {
  kk: '{name} енді кіре алмайды, рөлдері аяқталады. Жасаған ісі сақталады. Жабылсын ба?',
  ru: '{name} больше не сможет войти, роли прекратятся. Сделанное останется. Закрыть?',
  en: '{name} will not be able to sign in, and their roles end. What they have done stays. Close it?',
};
export const SIGN_OUT_QUESTION: Phrase = {
  kk: '{name} барлық құрылғыдан шығады, бағдарламаларының кілттері жарамсыз болады. Жалғастыру керек пе?',
  ru: '{name} выйдет на всех устройствах, ключи программ перестанут действовать. Продолжить?',
  en: '{name} will be signed out on every device, and keys of programs stop working. Go on?',
};
export const YES_CLOSE: Phrase = { kk: 'Иә, жабу', ru: 'Да, закрыть', en: 'Yes, close it' };
export const YES: Phrase = { kk: 'Иә', ru: 'Да', en: 'Yes' };
export const CANCEL: Phrase = { kk: 'Бас тарту', ru: 'Отмена', en: 'Cancel' };
export const BEYOND_YOU: Phrase = {
  kk: 'Бұл адамның рұқсаттары сіздікінен көп: есептік жазбасын сіз басқара алмайсыз.',
  ru: 'У этого человека больше прав, чем у вас: его учётной записью вы не управляете.',
  en: 'This person has more permissions than you: you cannot manage their account.',
};
export const YOURSELF: Phrase = { kk: 'Бұл – сіз.', ru: 'Это вы.', en: 'This is you.' };

export const IMPORT: Phrase = { kk: 'Тізімнен шақыру', ru: 'Пригласить по списку', en: 'Invite from a list' };
export const IMPORT_LEAD: Phrase = {
  kk: 'Excel немесе CSV: «email», «role», «at» (КАТО коды), қосымша «name», «until». Алдымен не болатыны көрсетіледі.',
  ru: 'Excel или CSV: «email», «role», «at» (код КАТО), можно «name» и «until». Сначала показывается, что получится.',
  en: 'Excel or CSV: “email”, “role”, “at” (a KATO code), optionally “name” and “until”. First you see what would come of it.',
};
export const CHOOSE_FILE: Phrase = { kk: 'Файл таңдау', ru: 'Выбрать файл', en: 'Choose a file' };
export const INVITE_ALL: Phrase = { kk: '{count} адамды шақыру', ru: 'Пригласить: {count}', en: 'Invite {count}' };
export const ROW: Phrase = { kk: '{row}-жол', ru: 'строка {row}', en: 'row {row}' };
export const OUTCOMES: Record<string, Phrase> = {
  invited: { kk: 'шақырылады', ru: 'приглашение', en: 'invitation' },
  given: { kk: 'рөл беріледі', ru: 'новая роль', en: 'new role' },
  unchanged: { kk: 'өзгеріссіз', ru: 'без изменений', en: 'unchanged' },
  refused: { kk: 'қабылданбады', ru: 'отклонено', en: 'refused' },
};
export const LIST_DONE: Phrase = {
  kk: 'Дайын. Сілтемелер бір рет көрсетіледі:',
  ru: 'Готово. Ссылки показаны один раз:',
  en: 'Done. The links are shown once:',
};
export const COPY_LINKS: Phrase = { kk: 'Сілтемелерді көшіру', ru: 'Скопировать ссылки', en: 'Copy the links' };

export const MEMBERS: Phrase = { kk: 'қазір {count} адам', ru: 'сейчас у {count}', en: '{count} now' };
export const ROOMS: Record<string, Phrase> = {
  '*': { kk: 'Барлық қабаттар', ru: 'Все слои', en: 'All layers' },
  users: { kk: 'Адамдар', ru: 'Люди', en: 'People' },
  tasks: { kk: 'Тапсырмалар', ru: 'Задания', en: 'Tasks' },
  tiles: { kk: 'Тайл мұрағаттары', ru: 'Архивы тайлов', en: 'Archives of tiles' },
  atlas: { kk: 'Атластың жұмысы', ru: 'Работа атласа', en: 'Running the atlas' },
};
export const ACTIONS: Record<string, Phrase> = {
  '*': { kk: 'бәрі', ru: 'всё', en: 'everything' },
  create: { kk: 'қосу', ru: 'добавлять', en: 'add' },
  edit: { kk: 'өзгерту', ru: 'изменять', en: 'change' },
  delete: { kk: 'жою', ru: 'удалять', en: 'delete' },
  moderate: { kk: 'модерациялау', ru: 'модерировать', en: 'moderate' },
  read_hidden: { kk: 'жасырынды көру', ru: 'видеть скрытое', en: 'see what is hidden' },
  read_sealed: { kk: 'құпия өрістерді көру', ru: 'видеть закрытые поля', en: 'see sealed fields' },
  read_exact: { kk: 'дәл орнын көру', ru: 'видеть точное место', en: 'see the exact place' },
  administer: { kk: 'басқару', ru: 'управлять', en: 'administer' },
  'move.*': { kk: 'күйін кез келгенге ауыстыру', ru: 'любая смена состояния', en: 'any change of state' },
};
export const OWN_ROWS: Phrase = { kk: '{action} (тек өзінікі)', ru: '{action} (только своё)', en: '{action} (own only)' };
export const AS_CODES: Phrase = { kk: 'Кодтары', ru: 'Коды', en: 'As codes' };
export const ACTIONS_LABEL: Phrase = {
  kk: 'Рұқсаттар, әр жолда біреуі',
  ru: 'Разрешения, по одному в строке',
  en: 'Permissions, one a line',
};
export const ACTIONS_HELP: Phrase = {
  kk: '«қабат:әрекет», мысалы monuments:edit; тек өз жазбалары үшін – monuments:edit@own. Аумақ рөл берілгенде айтылады.',
  ru: '«слой:действие», например monuments:edit; только для своих записей – monuments:edit@own. Территорию указывают, когда дают роль.',
  en: '“layer:action”, such as monuments:edit; for one’s own rows only monuments:edit@own. The territory is said when the role is given.',
};
export const TITLE_KK: Phrase = { kk: 'Атауы қазақша', ru: 'Название по-казахски', en: 'Title in Kazakh' };
export const TITLE_RU: Phrase = { kk: 'Атауы орысша', ru: 'Название по-русски', en: 'Title in Russian' };
export const TITLE_EN: Phrase = { kk: 'Атауы ағылшынша', ru: 'Название по-английски', en: 'Title in English' };
export const CHANGE: Phrase = { kk: 'Өзгерту', ru: 'Изменить', en: 'Change' };
export const SAVE: Phrase = { kk: 'Сақтау', ru: 'Сохранить', en: 'Save' };
export const NEW_ROLE: Phrase = { kk: 'Жаңа рөл', ru: 'Новая роль', en: 'New role' };
export const ROLE_WORD: Phrase = {
  kk: 'Латынша сөз, мысалы museum_keeper',
  ru: 'Слово латиницей, например museum_keeper',
  en: 'A word, such as museum_keeper',
};
export const CHANGES_ALL: Phrase = {
  kk: 'Өзгеріс осы рөлдегі барлық адамға бірден әсер етеді.',
  ru: 'Изменение сразу коснётся всех, у кого эта роль.',
  en: 'A change at once concerns everybody who has this role.',
};

export const ADD_ORGANISATION: Phrase = { kk: 'Ұйым қосу', ru: 'Добавить организацию', en: 'Add an organisation' };
export const SEARCH_ORGANISATIONS: Phrase = { kk: 'Атауы немесе БСН', ru: 'Название или БИН', en: 'Name or BIN' };
export const NO_ORGANISATIONS: Phrase = { kk: 'Ұйымдар әзірше жоқ.', ru: 'Организаций пока нет.', en: 'No organisations yet.' };
export const KIND: Phrase = { kk: 'Түрі', ru: 'Вид', en: 'Kind' };
export const KINDS: Record<string, Phrase> = {
  akimat: { kk: 'Әкімдік', ru: 'Акимат', en: 'Akimat' },
  inspection: { kk: 'Инспекция', ru: 'Инспекция', en: 'Inspection' },
  state_body: { kk: 'Мемлекеттік орган', ru: 'Государственный орган', en: 'State body' },
  museum: { kk: 'Музей', ru: 'Музей', en: 'Museum' },
  ngo: { kk: 'Үкіметтік емес ұйым', ru: 'НПО', en: 'NGO' },
  contractor: { kk: 'Мердігер', ru: 'Подрядчик', en: 'Contractor' },
  business: { kk: 'Кәсіпорын', ru: 'Предприятие', en: 'Business' },
  educational: { kk: 'Оқу орны', ru: 'Учебное заведение', en: 'Educational institution' },
  other: { kk: 'Басқа', ru: 'Другое', en: 'Other' },
};
export const BIN: Phrase = { kk: 'БСН', ru: 'БИН', en: 'BIN' };
export const TELEPHONE: Phrase = { kk: 'Телефон', ru: 'Телефон', en: 'Telephone' };
export const WEBSITE: Phrase = { kk: 'Сайт', ru: 'Сайт', en: 'Website' };
export const ADDRESS: Phrase = { kk: 'Мекенжай', ru: 'Адрес', en: 'Address' };
export const PEOPLE_COUNT: Phrase = { kk: 'адам: {count}', ru: 'людей: {count}', en: 'people: {count}' };

export const NO_TASKS: Phrase = { kk: 'Тапсырма жоқ.', ru: 'Заданий нет.', en: 'No tasks.' };
export const STOP: Phrase = { kk: 'Тоқтату', ru: 'Остановить', en: 'Stop' };
export const OWNER: Phrase = { kk: 'тапсырыс берген: {name}', ru: 'заказал(а): {name}', en: 'ordered by {name}' };
export const REFRESH: Phrase = { kk: 'Жаңарту', ru: 'Обновить', en: 'Refresh' };

export const DATABASE: Phrase = { kk: 'Деректер қоры', ru: 'База данных', en: 'Database' };
export const DISK_FREE: Phrase = { kk: 'Дискіде бос орын', ru: 'Свободно на диске', en: 'Free on the disk' };
export const OF_TOTAL: Phrase = { kk: '{free} / {total}', ru: '{free} из {total}', en: '{free} of {total}' };
export const TABLES: Phrase = { kk: 'Кестелер', ru: 'Таблицы', en: 'Tables' };
export const TABLE: Phrase = { kk: 'Кесте', ru: 'Таблица', en: 'Table' };
export const FOLDERS: Phrase = { kk: 'Бумалар', ru: 'Папки', en: 'Folders' };
export const FOLDER: Phrase = { kk: 'Бума', ru: 'Папка', en: 'Folder' };
export const ROWS: Phrase = { kk: 'Жол, шамамен', ru: 'Строк, примерно', en: 'Rows, about' };
export const FILES: Phrase = { kk: 'Файл', ru: 'Файлов', en: 'Files' };
export const SIZE: Phrase = { kk: 'Көлемі', ru: 'Объём', en: 'Size' };
export const BYTE_UNITS: Record<string, Phrase> = {
  B: { kk: '{n} Б', ru: '{n} Б', en: '{n} B' },
  kB: { kk: '{n} кБ', ru: '{n} кБ', en: '{n} kB' },
  MB: { kk: '{n} МБ', ru: '{n} МБ', en: '{n} MB' },
  GB: { kk: '{n} ГБ', ru: '{n} ГБ', en: '{n} GB' },
};

export const FACT: Phrase = { kk: 'Не', ru: 'Что', en: 'What' };
export const VALUE: Phrase = { kk: 'Мәні', ru: 'Значение', en: 'Value' };
export const HEALTH: Record<string, Phrase> = {
  version: { kk: 'Атлас нұсқасы', ru: 'Версия атласа', en: 'Version of the atlas' },
  database: { kk: 'PostgreSQL, PostGIS', ru: 'PostgreSQL, PostGIS', en: 'PostgreSQL, PostGIS' },
  database_since: { kk: 'Деректер қоры іске қосылған', ru: 'База данных запущена', en: 'Database started' },
  migration: { kk: 'Кестелер нұсқасы', ru: 'Версия таблиц', en: 'Version of the tables' },
  walls: { kk: 'Бөгде адамдардан қорғау', ru: 'Защита от посторонних', en: 'Walls before strangers' },
  connections: { kk: 'Қормен қосылулар', ru: 'Соединений с базой', en: 'Connections to the database' },
  waiting_changes: { kk: 'Картаға әлі түспеген өзгерістер', ru: 'Изменений ждёт карта', en: 'Changes the map has not taken in' },
  workers: { kk: 'Жұмысшы бағдарламалар', ru: 'Работников на связи', en: 'Workers at work' },
  queued: { kk: 'Тапсырма күткен уақыт', ru: 'Дольше всех ждёт задание', en: 'Longest wait of a task' },
  tasks: { kk: 'Тапсырмалар, соңғы тәулік', ru: 'Задания за сутки', en: 'Tasks of the last day' },
};
export const TWO_WALLS: Phrase = { kk: 'екі қабат', ru: 'две стены', en: 'two walls' };
export const ONE_WALL: Phrase = { kk: 'бір қабат', ru: 'одна стена', en: 'one wall' };
export const OUT_OF_DATE: Phrase = { kk: 'ескірген', ru: 'устарела', en: 'out of date' };
export const SECONDS: Phrase = { kk: '{n} с', ru: '{n} с', en: '{n} s' };
export const NO_WORKER: Phrase = {
  kk: 'Жұмысшы бағдарлама байланыста жоқ: жүктемелер мен хаттар күтіп тұр. Оны tuganzher worker пәрменімен іске қосыңыз.',
  ru: 'Нет работника на связи: загрузки и письма ждут. Запустите его командой tuganzher worker.',
  en: 'No worker is at work: loads and letters wait. Start one by tuganzher worker.',
};
export const TASK_STATES: Record<string, Phrase> = {
  queued: { kk: 'кезекте', ru: 'в очереди', en: 'queued' },
  running: { kk: 'орындалуда', ru: 'идёт', en: 'running' },
  done: { kk: 'дайын', ru: 'готово', en: 'done' },
  failed: { kk: 'орындалмады', ru: 'не удалось', en: 'failed' },
  stopped: { kk: 'тоқтатылды', ru: 'остановлено', en: 'stopped' },
  expired: { kk: 'мерзімі өтті', ru: 'истекло', en: 'expired' },
};
export const SETTINGS_LEAD: Phrase = {
  kk: 'Баптаулар бағдарлама іске қосылғанда ортаның айнымалыларынан оқылады; оларды оператор өзгертеді. Құпиялары көрсетілмейді.',
  ru: 'Настройки читаются из переменных среды при запуске; меняет их оператор. Секреты не показаны.',
  en: 'Settings are read from environment variables at the start; the operator changes them. Secrets are not shown.',
};
export const VARIABLES: Phrase = { kk: 'Берілген айнымалылар', ru: 'Заданные переменные', en: 'Variables that are set' };
export const CHANGED_ONLY: Phrase = { kk: 'Тек өзгертілгендері', ru: 'Только изменённые', en: 'Only what differs from usual' };
export const USUAL: Phrase = { kk: 'әдеттегі', ru: 'обычное', en: 'usual' };
export const NOT_SET: Phrase = { kk: 'берілмеген', ru: 'не задано', en: 'not set' };
