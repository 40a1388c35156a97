/** Signing in, and one's own account. */

import type { Phrase } from '../phrase';

export const ACCOUNT: Phrase = { kk: 'Менің есептік жазбам', ru: 'Моя учётная запись', en: 'My account' };
export const SIGN_IN: Phrase = { kk: 'Кіру', ru: 'Вход', en: 'Sign in' };
export const ENTER: Phrase = { kk: 'Кіру', ru: 'Войти', en: 'Sign in' };
export const SIGNING_IN: Phrase = { kk: 'Тексерілуде…', ru: 'Проверяем…', en: 'Checking…' };
export const SIGN_IN_LEAD: Phrase = {
  kk: 'Картаны, маршруттарды және деректерді қарау үшін кіру керек емес. Деректерді енгізетін және өтініштерге жауап беретін адамдар кіреді.',
  ru: 'Чтобы смотреть карту, маршруты и данные, вход не нужен. Входят те, кто вносит данные и отвечает на заявки.',
  en: 'Looking at the map, routes and data takes no account. Sign in to enter data or answer reports.',
};
export const LOGIN: Phrase = {
  kk: 'Электрондық пошта немесе телефон',
  ru: 'Электронная почта или телефон',
  en: 'E-mail or telephone',
};
export const PASSWORD: Phrase = { kk: 'Құпиясөз', ru: 'Пароль', en: 'Password' };
export const SHOW_PASSWORD: Phrase = {
  kk: 'Құпиясөзді көрсету',
  ru: 'Показать пароль',
  en: 'Show the password',
};
export const STAY: Phrase = {
  kk: 'Осы құрылғыда кірген күйде қалу',
  ru: 'Не выходить на этом устройстве',
  en: 'Stay signed in on this device',
};
export const STAY_WARNING: Phrase = {
  kk: 'Ортақ компьютерде бұны белгілемеңіз.',
  ru: 'На общем компьютере не отмечайте.',
  en: 'Do not do so on a shared computer.',
};
export const FORGOTTEN: Phrase = {
  kk: 'Құпиясөзді ұмыттыңыз ба?',
  ru: 'Забыли пароль?',
  en: 'Forgotten password?',
};
export const BY_KEY: Phrase = {
  kk: 'Кіру кілтімен кіру',
  ru: 'Войти по ключу доступа',
  en: 'Sign in with an access key',
};
export const FILL_IN: Phrase = {
  kk: 'Екі өрісті де толтырыңыз.',
  ru: 'Заполните оба поля.',
  en: 'Fill in both fields.',
};
export const EXPIRED: Phrase = {
  kk: 'Сеанс аяқталды. Қайта кіріңіз.',
  ru: 'Сеанс закончился. Войдите снова.',
  en: 'Your session has ended. Sign in again.',
};
export const SIGN_OUT: Phrase = { kk: 'Шығу', ru: 'Выйти', en: 'Sign out' };
export const TO_MAP: Phrase = { kk: 'Картаға', ru: 'К карте', en: 'To the map' };

export const CHOOSE_PASSWORD: Phrase = {
  kk: 'Құпиясөз таңдаңыз',
  ru: 'Выберите пароль',
  en: 'Choose a password',
};
export const WELCOME: Phrase = {
  kk: 'Атласқа «{name}» ретінде шақырылдыңыз. Кіру үшін: {login}.',
  ru: 'Вас пригласили в атлас: «{name}». Входить вы будете так: {login}.',
  en: 'You are invited to the atlas as “{name}”. You will sign in as {login}.',
};
export const RESET_FOR: Phrase = {
  kk: '«{name}» үшін жаңа құпиясөз таңдаңыз. Ашық сеанстардың бәрі аяқталады.',
  ru: 'Выберите новый пароль для «{name}». Все открытые сеансы закончатся.',
  en: 'Choose a new password for “{name}”. All open sessions will end.',
};
export const PASSWORD_ADVICE: Phrase = {
  kk: 'Кемінде 10 таңба. Бір-біріне қатысы жоқ бірнеше сөз жақсы.',
  ru: 'Не меньше 10 знаков. Хорошо подойдут несколько слов, не связанных друг с другом.',
  en: 'At least 10 characters. Several words that have nothing to do with one another are good.',
};
export const SAVE_AND_ENTER: Phrase = { kk: 'Сақтап, кіру', ru: 'Сохранить и войти', en: 'Save and sign in' };

export const ROLES: Phrase = { kk: 'Рөлдерім', ru: 'Мои роли', en: 'My roles' };
export const NO_ROLES: Phrase = {
  kk: 'Рөліңіз жоқ. Оны аумағыңыздың әкімшісі береді.',
  ru: 'Ролей нет. Их даёт администратор вашей территории.',
  en: 'You have no role. The administrator of your territory gives them.',
};
export const WHOLE_COUNTRY: Phrase = { kk: 'бүкіл ел', ru: 'вся страна', en: 'the whole country' };
export const UNTIL: Phrase = { kk: '{day} дейін', ru: 'по {day}', en: 'until {day}' };

export const SESSIONS: Phrase = { kk: 'Ашық сеанстар', ru: 'Открытые сеансы', en: 'Open sessions' };
export const SESSIONS_LEAD: Phrase = {
  kk: 'Осы жерлерде есептік жазбаңызға кірілген. Танымайтыныңызды аяқтап, құпиясөзді ауыстырыңыз.',
  ru: 'Здесь вошли в вашу учётную запись. Незнакомое закончите и смените пароль.',
  en: 'This is where somebody is signed in to your account. End what you do not know and change the password.',
};
export const THIS_SESSION: Phrase = { kk: 'осы сеанс', ru: 'этот сеанс', en: 'this session' };
export const LAST_USED: Phrase = {
  kk: 'соңғы рет: {moment}',
  ru: 'последний раз: {moment}',
  en: 'last used {moment}',
};
export const NEVER_USED: Phrase = {
  kk: 'әлі қолданылмаған',
  ru: 'ещё не использовался',
  en: 'not used yet',
};
export const END_SESSION: Phrase = { kk: 'Аяқтау', ru: 'Закончить', en: 'End' };
export const END_OTHERS: Phrase = {
  kk: 'Басқаларының бәрін аяқтау',
  ru: 'Закончить все остальные',
  en: 'End all others',
};
export const UNKNOWN_DEVICE: Phrase = {
  kk: 'белгісіз құрылғы',
  ru: 'неизвестное устройство',
  en: 'unknown device',
};

export const TOKENS: Phrase = {
  kk: 'Бағдарламалар мен құрылғылар',
  ru: 'Программы и устройства',
  en: 'Programs and devices',
};
export const TOKENS_LEAD: Phrase = {
  kk: 'QGIS, ArcGIS, curl немесе сценарий сіздің атыңыздан жұмыс істеуі үшін оған бөлек құпиясөз жасаңыз. Өз құпиясөзіңізді бағдарламаға бермеңіз.',
  ru: 'Чтобы QGIS, ArcGIS, curl или скрипт работали от вашего имени, сделайте им отдельный пароль. Своего пароля программам не давайте.',
  en: 'Make a password of its own for QGIS, ArcGIS, curl or a script that works in your name. Never give a program your own.',
};
export const NO_TOKENS: Phrase = { kk: 'Әзірге жоқ.', ru: 'Пока нет.', en: 'There are none yet.' };
export const KIND: Phrase = { kk: 'Не керек', ru: 'Что нужно', en: 'What is needed' };
export const KINDS: Readonly<Record<'device' | 'token', Phrase>> = {
  device: {
    kk: 'Құрылғы құпиясөзі (QGIS, ArcGIS, curl: логин мен құпиясөз)',
    ru: 'Пароль устройства (QGIS, ArcGIS, curl: логин и пароль)',
    en: 'Password of a device (QGIS, ArcGIS, curl: login and password)',
  },
  token: {
    kk: 'Токен (сценарий мен Jupyter: Authorization: Bearer)',
    ru: 'Токен (скрипт и Jupyter: Authorization: Bearer)',
    en: 'Token (script and Jupyter: Authorization: Bearer)',
  },
};
export const LABEL: Phrase = {
  kk: 'Қай бағдарлама немесе құрылғы?',
  ru: 'Какая программа или устройство?',
  en: 'Which program or device?',
};
export const LABEL_EXAMPLE: Phrase = {
  kk: 'Мысалы: жұмыстағы QGIS',
  ru: 'Например: QGIS на работе',
  en: 'For example: QGIS at work',
};
export const LASTS: Phrase = { kk: 'Қанша уақыт жарамды?', ru: 'Сколько действует?', en: 'How long does it work?' };
export const LASTS_DAYS: Readonly<Record<'30' | '365' | '', Phrase>> = {
  '30': { kk: '30 күн', ru: '30 дней', en: '30 days' },
  '365': { kk: 'бір жыл', ru: 'год', en: 'a year' },
  '': { kk: 'жойғанша', ru: 'пока не удалю', en: 'until I remove it' },
};
export const REACH: Phrase = { kk: 'Не істей алады?', ru: 'Что разрешено?', en: 'What may it do?' };
export const REACHES: Readonly<Record<'read' | 'all', Phrase>> = {
  read: { kk: 'тек оқу', ru: 'только читать', en: 'read only' },
  all: { kk: 'менің істей алатынымның бәрі', ru: 'всё, что разрешено мне', en: 'all that I may do' },
};
export const MAKE: Phrase = { kk: 'Жасау', ru: 'Создать', en: 'Make it' };
export const REMOVE: Phrase = { kk: 'Жою', ru: 'Удалить', en: 'Remove' };
export const MADE_ONCE: Phrase = {
  kk: 'Қазір көшіріп алыңыз: қайта көрсетілмейді.',
  ru: 'Скопируйте сейчас: больше он не будет показан.',
  en: 'Copy it now: it will not be shown again.',
};
export const COPY: Phrase = { kk: 'Көшіру', ru: 'Скопировать', en: 'Copy' };
export const COPIED: Phrase = { kk: 'Көшірілді', ru: 'Скопировано', en: 'Copied' };
export const WORKS_UNTIL: Phrase = { kk: '{day} дейін жарамды', ru: 'действует по {day}', en: 'works until {day}' };
export const READS_ONLY: Phrase = { kk: 'тек оқиды', ru: 'только чтение', en: 'reads only' };

export const CHANGE_PASSWORD: Phrase = {
  kk: 'Құпиясөзді ауыстыру',
  ru: 'Сменить пароль',
  en: 'Change the password',
};
export const CURRENT_PASSWORD: Phrase = {
  kk: 'Қазіргі құпиясөз',
  ru: 'Нынешний пароль',
  en: 'Present password',
};
export const NEW_PASSWORD: Phrase = { kk: 'Жаңа құпиясөз', ru: 'Новый пароль', en: 'New password' };
export const CHANGE: Phrase = { kk: 'Ауыстыру', ru: 'Сменить', en: 'Change' };
export const CHANGED: Phrase = {
  kk: 'Құпиясөз ауыстырылды, басқа сеанстар аяқталды.',
  ru: 'Пароль сменён, остальные сеансы закончены.',
  en: 'The password is changed, all other sessions have ended.',
};
export const BY_TOKEN: Phrase = {
  kk: 'Сіз кілтпен кірдіңіз. Сеанстарды, құпиясөздерді және құрылғыларды басқару үшін құпиясөзбен кіріңіз.',
  ru: 'Вы вошли по ключу. Чтобы управлять сеансами, паролями и устройствами, войдите с паролем.',
  en: 'You are signed in by a key. Sign in with a password to look after sessions, passwords and devices.',
};

export const FORGOTTEN_LEAD: Phrase = {
  kk: 'Поштаңызды жазыңыз: жаңа құпиясөз таңдайтын сілтеме жібереміз.',
  ru: 'Укажите почту: мы пришлём ссылку, по которой вы выберете новый пароль.',
  en: 'Give your e-mail: we send a link by which you choose a new password.',
};
export const SEND_LINK: Phrase = { kk: 'Сілтеме жіберу', ru: 'Прислать ссылку', en: 'Send the link' };
export const LINK_ASKED: Phrase = {
  kk: 'Мұндай есептік жазба болса, сілтеме поштаға кетті. Ол бір сағат жарамды. Хат келмесе, спам қалтасын қараңыз.',
  ru: 'Если такая учётная запись есть, ссылка ушла на почту. Она действует час. Не пришло — загляните в спам.',
  en: 'If there is such an account, the link is on its way by mail. It is good for an hour. If it does not come, look among the spam.',
};
export const NO_MAIL: Phrase = {
  kk: 'Бұл атлас хат жібермейді. Бір реттік сілтемені әкімшіден сұраңыз.',
  ru: 'Этот атлас не отправляет писем. Попросите одноразовую ссылку у администратора.',
  en: 'This atlas sends no mail. Ask its administrator for a one-time link.',
};
export const NO_ACCOUNT: Phrase = {
  kk: 'Есептік жазбаңыз жоқ болса, атлас әкімшісінен шақыру сұраңыз.',
  ru: 'Если учётной записи ещё нет, попросите приглашение у администратора атласа.',
  en: 'If you have no account yet, ask the administrator of the atlas for an invitation.',
};
export const BY_CODE: Phrase = { kk: 'Бір реттік кодпен кіру', ru: 'Войти по одноразовому коду', en: 'Sign in by a code' };
export const BY_CODE_LEAD: Phrase = {
  kk: 'Код расталған поштаға немесе телефонға келеді және осы браузерде ғана жұмыс істейді.',
  ru: 'Код придёт на подтверждённую почту или телефон и сработает только в этом браузере.',
  en: 'The code comes to your confirmed e-mail or telephone and works in this browser alone.',
};
export const SEND_CODE: Phrase = { kk: 'Код жіберу', ru: 'Прислать код', en: 'Send the code' };
export const SEND_CODE_AGAIN: Phrase = { kk: 'Жаңа код жіберу', ru: 'Прислать новый код', en: 'Send a new code' };
export const CODE_ASKED: Phrase = {
  kk: 'Мекенжайыңыз расталған болса, код кетті. Ол 10 минут жарамды.',
  ru: 'Если ваш адрес подтверждён, код отправлен. Он действует 10 минут.',
  en: 'If your address is confirmed, the code is on its way. It is good for 10 minutes.',
};
export const CODE: Phrase = { kk: 'Код (8 сан)', ru: 'Код (8 цифр)', en: 'Code (8 digits)' };

export const CONFIRM_ADDRESS: Phrase = { kk: 'Поштаны растау', ru: 'Подтверждение почты', en: 'Confirm the e-mail' };
export const CONFIRM_FOR: Phrase = {
  kk: 'Бұл пошта «{name}» есептік жазбасына тиесілі ме?',
  ru: 'Эта почта принадлежит учётной записи «{name}»?',
  en: 'Does this e-mail belong to the account “{name}”?',
};
export const CONFIRM: Phrase = { kk: 'Растау', ru: 'Подтвердить', en: 'Confirm' };
export const ADDRESS_CONFIRMED: Phrase = { kk: 'Пошта расталды.', ru: 'Почта подтверждена.', en: 'The e-mail is confirmed.' };
export const TO_ACCOUNT: Phrase = { kk: 'Есептік жазбаға', ru: 'К учётной записи', en: 'To my account' };

export const FACTOR_CODE: Phrase = { kk: 'Код', ru: 'Код', en: 'Code' };
export const CODE_TITLE: Phrase = { kk: 'Кодты енгізіңіз', ru: 'Введите код', en: 'Enter the code' };
export const CODE_LEAD: Phrase = {
  kk: 'Телефоныңыздағы қолданба көрсеткен алты санды немесе қалпына келтіру кодының бірін енгізіңіз.',
  ru: 'Шесть цифр из приложения на вашем телефоне или один из кодов восстановления.',
  en: 'The six digits that the app on your telephone shows, or one of your recovery codes.',
};
export const FROM_PASSWORD: Phrase = {
  kk: 'Құпиясөзден бастау',
  ru: 'Начать с пароля',
  en: 'Start again with the password',
};
export const FILL_IN_CODE: Phrase = { kk: 'Кодты енгізіңіз.', ru: 'Введите код.', en: 'Enter the code.' };
export const SECOND_FACTOR: Phrase = { kk: 'Кіру коды', ru: 'Код при входе', en: 'Code at sign-in' };
export const FACTOR_LEAD: Phrase = {
  kk: 'Құпиясөзден кейін телефоныңыздағы қолданбаның коды сұралады: құпиясөзді білген бөтен адам кіре алмайды. Google Authenticator, Aegis, FreeOTP және басқалары жарайды.',
  ru: 'После пароля спрашивается код из приложения на вашем телефоне: чужой, узнавший пароль, не войдёт. Подойдут Google Authenticator, Aegis, FreeOTP и другие.',
  en: 'After the password a code of the app on your telephone is asked, so that a stolen password is not enough. Google Authenticator, Aegis, FreeOTP and others will do.',
};
export const FACTOR_NEEDED: Phrase = {
  kk: 'Құпия мәліметтер кіру коды қосылған сеанста ғана ашылады.',
  ru: 'Закрытые сведения открываются только в сеансе с кодом при входе.',
  en: 'What is sealed opens only in a session with a code at sign-in.',
};
export const FACTOR_ON: Phrase = {
  kk: 'Қосулы. Қалған қалпына келтіру кодтары: {n}.',
  ru: 'Включён. Осталось кодов восстановления: {n}.',
  en: 'On. Recovery codes left: {n}.',
};
export const TURN_ON: Phrase = { kk: 'Қосу', ru: 'Включить', en: 'Turn on' };
export const TURN_OFF: Phrase = { kk: 'Өшіру', ru: 'Отключить', en: 'Turn off' };
export const SCAN: Phrase = {
  kk: 'QR-кодты қолданбамен сканерлеңіз немесе кілтті қолмен енгізіңіз, сосын қолданба көрсеткен кодты жазыңыз.',
  ru: 'Отсканируйте QR-код приложением или введите ключ вручную, затем впишите код, который оно покажет.',
  en: 'Scan the QR code with the app or type the key in, then enter the code that it shows.',
};
export const QR: Phrase = { kk: 'Қолданбаға арналған QR-код', ru: 'QR-код для приложения', en: 'QR code for the app' };
export const KEEP_CODES: Phrase = {
  kk: 'Қалпына келтіру кодтарын телефоннан бөлек сақтаңыз: әрқайсысы бір рет жарайды, қайта көрсетілмейді.',
  ru: 'Сохраните коды восстановления отдельно от телефона: каждый сработает один раз, больше они не будут показаны.',
  en: 'Keep the recovery codes apart from the telephone: each works once, and they will not be shown again.',
};
export const NEW_CODES: Phrase = {
  kk: 'Жаңа қалпына келтіру кодтары',
  ru: 'Новые коды восстановления',
  en: 'New recovery codes',
};
export const PROVE: Phrase = {
  kk: 'Жалғастыру үшін құпиясөзіңізді қайта енгізіңіз.',
  ru: 'Чтобы продолжить, введите пароль ещё раз.',
  en: 'Enter your password once more to go on.',
};
export const GO_ON: Phrase = { kk: 'Жалғастыру', ru: 'Продолжить', en: 'Go on' };
