/** Phrases of the loading page: its frame, signing in, sending files, the list of runs. */

import type { CountedPhrase, Phrase } from '../phrase';

export const TITLE: Phrase = {
  kk: 'Деректерді жүктеу',
  ru: 'Загрузка данных',
  en: 'Load data',
};
export const TO_START: Phrase = {
  kk: 'Барлық жүктеулер',
  ru: 'Все загрузки',
  en: 'All loads',
};

export const SIGN_IN: Phrase = { kk: 'Кіру', ru: 'Вход', en: 'Sign in' };
export const SIGN_IN_LEAD: Phrase = {
  kk: 'Мұнда Excel кестелері, шейп-файлдар, GPX тректері атласқа қосылады. Ол үшін кіру кілті керек.',
  ru: 'Здесь в атлас загружают таблицы Excel, шейп-файлы, треки GPX. Для этого нужен ключ доступа.',
  en: 'This is where Excel lists, shapefiles and GPX tracks go into the atlas. It takes an access key.',
};
export const TOKEN: Phrase = { kk: 'Кіру кілті', ru: 'Ключ доступа', en: 'Access key' };
export const TOKEN_SHOW: Phrase = {
  kk: 'Кілтті көрсету',
  ru: 'Показать ключ',
  en: 'Show the key',
};
export const TOKEN_EXPLAINED: Phrase = {
  kk: 'Кілт — атлас әкімшісі сізге берген ұзын әріптер мен сандар тізбегі. Ол кім екеніңізді және қай қабаттарға жаза алатыныңызды білдіреді. Кілтті ешкімге бермеңіз; жоғалтсаңыз, әкімші жаңасын береді.',
  ru: 'Ключ — длинная строка из букв и цифр, которую вам выдал администратор атласа. По ней атлас знает, кто вы и в какие слои можете записывать. Никому его не передавайте; если потеряли, администратор выдаст новый.',
  en: 'The key is a long row of letters and digits that the administrator of the atlas gave you. It says who you are and which layers you may write. Share it with nobody; if it is lost, the administrator gives you a new one.',
};
export const TOKEN_KEPT: Phrase = {
  kk: 'Кілт тек осы қойындыда сақталады: қойынды жабылса, ол ұмытылады.',
  ru: 'Ключ хранится только в этой вкладке: закроете её — он забудется.',
  en: 'The key stays in this tab only: close the tab and it is forgotten.',
};
export const TOKEN_STAYS: Phrase = {
  kk: 'Осы құрылғыда есте сақтау',
  ru: 'Запомнить на этом устройстве',
  en: 'Remember on this device',
};
export const TOKEN_KEPT_ON_DEVICE: Phrase = {
  kk: 'Кілт осы құрылғыда «Шығу» басылғанша сақталады. Ортақ компьютерде бұлай істемеңіз.',
  ru: 'Ключ останется на этом устройстве, пока вы не нажмёте «Выйти». На общем компьютере так не делайте.',
  en: 'The key stays on this device until you press “Sign out”. Do not do so on a shared computer.',
};
export const TOKEN_EMPTY: Phrase = {
  kk: 'Кілтті енгізіңіз.',
  ru: 'Введите ключ.',
  en: 'Enter the key.',
};
export const TOKEN_WRONG: Phrase = {
  kk: 'Атлас бұл кілтті танымайды. Толық көшірілгенін тексеріңіз немесе әкімшіден жаңасын сұраңыз.',
  ru: 'Атлас не знает этого ключа. Проверьте, что он скопирован целиком, или попросите у администратора новый.',
  en: 'The atlas does not know this key. Check that it was copied whole, or ask the administrator for a new one.',
};
export const SIGNING_IN: Phrase = {
  kk: 'Тексерілуде…',
  ru: 'Проверяем…',
  en: 'Checking…',
};
export const SIGNED_IN_AS: Phrase = {
  kk: 'Сіз: {name}',
  ru: 'Вы: {name}',
  en: 'You: {name}',
};
export const SIGN_OUT: Phrase = { kk: 'Шығу', ru: 'Выйти', en: 'Sign out' };
export const NOTHING_WRITABLE: Phrase = {
  kk: 'Бұл кілт ешбір қабатқа жазуға рұқсат бермейді. Атлас әкімшісіне хабарласыңыз.',
  ru: 'Этот ключ не даёт записывать ни в один слой. Обратитесь к администратору атласа.',
  en: 'This key does not let you write any layer. Ask the administrator of the atlas.',
};

export const NEW_LOAD: Phrase = { kk: 'Жаңа жүктеу', ru: 'Новая загрузка', en: 'A new load' };
export const LAYER: Phrase = {
  kk: 'Файл қай қабатқа арналған?',
  ru: 'Для какого слоя файл?',
  en: 'Which layer is the file for?',
};
export const CHOOSE_LAYER: Phrase = {
  kk: 'Қабатты таңдаңыз',
  ru: 'Выберите слой',
  en: 'Choose a layer',
};
export const LAYER_FIRST: Phrase = {
  kk: 'Алдымен қабатты таңдаңыз.',
  ru: 'Сначала выберите слой.',
  en: 'Choose the layer first.',
};
export const DROP: Phrase = {
  kk: 'Файлдарды осында сүйреп әкеліңіз немесе таңдаңыз',
  ru: 'Перетащите файлы сюда или выберите их',
  en: 'Drop files here or choose them',
};
export const CHOOSE_FILES: Phrase = {
  kk: 'Файлдарды таңдау',
  ru: 'Выбрать файлы',
  en: 'Choose files',
};
export const FORMATS: Phrase = {
  kk: 'Excel (XLSX), CSV, GeoJSON, GPKG, ZIP ішіндегі шейп-файл, KML/KMZ, GPX, FlatGeobuf, GeoParquet, GPS белгісі бар фотолар.',
  ru: 'Excel (XLSX), CSV, GeoJSON, GPKG, шейп-файл в ZIP, KML/KMZ, GPX, FlatGeobuf, GeoParquet, фотографии с отметкой GPS.',
  en: 'Excel (XLSX), CSV, GeoJSON, GPKG, shapefile in a ZIP, KML/KMZ, GPX, FlatGeobuf, GeoParquet, photos with a GPS mark.',
};
export const LIMITS: Phrase = {
  kk: 'Бір жолы {n} файлға дейін. Әр файл өз алдына жүктеу болады. Растағанша атласта ештеңе өзгермейді.',
  ru: 'До {n} файлов за раз. Каждый файл станет отдельной загрузкой. Пока вы не подтвердите, в атласе ничего не изменится.',
  en: 'Up to {n} files at a time. Each file becomes a load of its own. Nothing in the atlas changes until you confirm.',
};
export const TOO_MANY: Phrase = {
  kk: 'Бір жолы {n} файлдан көп жіберуге болмайды. Алғашқы {n} файл алынды.',
  ru: 'За раз можно отправить не больше {n} файлов. Взяты первые {n}.',
  en: 'No more than {n} files can be sent at a time. The first {n} were taken.',
};
export const SENDINGS: Phrase = {
  kk: 'Жіберілген файлдар',
  ru: 'Отправленные файлы',
  en: 'Files sent',
};
export const QUEUED_TO_SEND: Phrase = {
  kk: 'кезекте',
  ru: 'ждёт очереди',
  en: 'waits its turn',
};
export const SENDING_SHARE: Phrase = {
  kk: 'жіберілуде: {share}',
  ru: 'отправляется: {share}',
  en: 'sending: {share}',
};
export const SENT: Phrase = { kk: 'жіберілді', ru: 'отправлен', en: 'sent' };
export const NOT_SENT: Phrase = { kk: 'жіберілмеді', ru: 'не отправлен', en: 'not sent' };
export const CANCELLED: Phrase = { kk: 'тоқтатылды', ru: 'отменён', en: 'cancelled' };
export const CANCEL_FILE: Phrase = {
  kk: '«{name}» файлын жіберуді тоқтату',
  ru: 'Отменить отправку файла «{name}»',
  en: 'Cancel sending “{name}”',
};
export const OPEN_RUN: Phrase = { kk: 'Ашу', ru: 'Открыть', en: 'Open' };
export const KILOBYTES: Phrase = { kk: '{n} КБ', ru: '{n} КБ', en: '{n} kB' };
export const MEGABYTES: Phrase = { kk: '{n} МБ', ru: '{n} МБ', en: '{n} MB' };

export const RUNS: Phrase = {
  kk: 'Бұрынғы жүктеулер',
  ru: 'Прежние загрузки',
  en: 'Earlier loads',
};
export const RUNS_OF: Phrase = { kk: 'Қабат', ru: 'Слой', en: 'Layer' };
export const ALL_LAYERS: Phrase = { kk: 'Барлық қабаттар', ru: 'Все слои', en: 'All layers' };
export const NO_RUNS: Phrase = {
  kk: 'Әзірге жүктеу болған жоқ.',
  ru: 'Загрузок пока не было.',
  en: 'There have been no loads yet.',
};
export const MORE: Phrase = { kk: 'Тағы көрсету', ru: 'Показать ещё', en: 'Show more' };
export const RUN_BY: Phrase = {
  kk: '{day} · {name}',
  ru: '{day} · {name}',
  en: '{day} · {name}',
};
export const ROWS: CountedPhrase = {
  kk: { other: '{n} жол' },
  ru: { one: '{n} строка', few: '{n} строки', many: '{n} строк', other: '{n} строки' },
  en: { one: '{n} row', other: '{n} rows' },
};

export const STATES = {
  queued: { kk: 'Кезекте', ru: 'В очереди', en: 'Queued' },
  proposed: { kk: 'Растауды күтуде', ru: 'Ждёт подтверждения', en: 'Waits for confirmation' },
  reading: { kk: 'Оқылуда', ru: 'Читается', en: 'Being read' },
  writing: { kk: 'Жазылуда', ru: 'Записывается', en: 'Being written' },
  stopped: { kk: 'Тоқтатылған', ru: 'Остановлена', en: 'Stopped' },
  failed: { kk: 'Орындалмады', ru: 'Не удалась', en: 'Failed' },
  done: { kk: 'Жүктелді', ru: 'Загружено', en: 'Loaded' },
  undone: { kk: 'Кері қайтарылған', ru: 'Отменена', en: 'Undone' },
  checked: { kk: 'Тек тексерілді', ru: 'Только проверено', en: 'Only checked' },
} satisfies Record<string, Phrase>;
