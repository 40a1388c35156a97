/** Phrases of a proposal: what the atlas understood of a file, and what a person may change. */

import type { CountedPhrase, Phrase } from '../phrase';

export const PROPOSAL: Phrase = {
  kk: 'Тексеріп, растаңыз',
  ru: 'Проверьте и подтвердите',
  en: 'Check and confirm',
};
export const PROPOSAL_LEAD: Phrase = {
  kk: 'Атлас файлды былай түсінді. Әзірге ештеңе жүктелген жоқ.',
  ru: 'Так атлас понял файл. Пока ничего не загружено.',
  en: 'This is how the atlas understood the file. Nothing has been loaded yet.',
};
export const FIRST_ROWS: Phrase = {
  kk: 'Файл үлкен: алдын ала алғашқы {n} жол қаралды. Жүктегенде бәрі тексеріледі.',
  ru: 'Файл большой: предварительно просмотрены первые строки ({n}). При загрузке проверят все.',
  en: 'The file is large: the first rows ({n}) were looked at so far. Loading checks all of them.',
};
export const OUTCOMES = {
  good: { kk: 'Дұрыс', ru: 'В порядке', en: 'Good' },
  waiting: { kk: 'Шешім күтеді', ru: 'Ждут решения', en: 'Wait for a decision' },
  rejected: { kk: 'Алынбайды', ru: 'Не принимаются', en: 'Rejected' },
} satisfies Record<string, Phrase>;
export const PREVIEW: Phrase = {
  kk: 'Файл картада',
  ru: 'Файл на карте',
  en: 'The file on the map',
};
export const PREVIEW_LABEL: Phrase = {
  kk: 'Файлдағы орындардың картасы: дұрысы — {good}, күтетіні — {waiting}, алынбайтыны — {rejected}. Сол жолдар төмендегі тізімде мәтінмен берілген.',
  ru: 'Карта мест из файла: в порядке — {good}, ждут — {waiting}, не принимаются — {rejected}. Эти строки перечислены ниже текстом.',
  en: 'Map of the places in the file: good {good}, waiting {waiting}, rejected {rejected}. These rows are listed as text below.',
};
export const PREVIEW_PART: Phrase = {
  kk: 'Картада алғашқы {n} орын көрсетілген.',
  ru: 'На карте показаны первые места ({n}).',
  en: 'The map shows the first places ({n}).',
};
export const NO_PLACES: Phrase = {
  kk: 'Картада әзірге көрсететін ештеңе жоқ: жолдар неге алынбайтыны төменде айтылған.',
  ru: 'Показать на карте пока нечего: почему строки не принимаются, сказано ниже.',
  en: 'There is nothing to show on the map yet: below is said why the rows are not taken.',
};
export const ALTERNATIVE: Phrase = {
  kk: 'Мүмкін орын',
  ru: 'Возможное место',
  en: 'A possible place',
};
export const SHOWN_ROW: Phrase = {
  kk: '{row}-жол: {name}',
  ru: 'Строка {row}: {name}',
  en: 'Row {row}: {name}',
};

export const SYSTEM: Phrase = { kk: 'Координаттар', ru: 'Координаты', en: 'Coordinates' };
export const SYSTEM_LINE: Phrase = {
  kk: 'Координаттар: {system}',
  ru: 'Координаты: {system}',
  en: 'Coordinates: {system}',
};
export const SYSTEM_NAMED: Phrase = {
  kk: '{title} ({code})',
  ru: '{title} ({code})',
  en: '{title} ({code})',
};
export const SYSTEM_FROM = {
  told: { kk: 'сіз көрсеттіңіз', ru: 'указано вами', en: 'told by you' },
  file: { kk: 'файлдың өзінде жазылған', ru: 'записано в самом файле', en: 'written in the file' },
  column: {
    kk: 'файлдың бағанында жазылған',
    ru: 'записано в столбце файла',
    en: 'written in a column of the file',
  },
  detected: {
    kk: 'жолдардағы өңірлер бойынша анықталды',
    ru: 'определено по регионам в строках',
    en: 'found out by the regions in the rows',
  },
  assumed: {
    kk: 'файлда айтылмаған, әдеттегісі алынды',
    ru: 'в файле не сказано, принято обычное',
    en: 'not said in the file, the usual one is taken',
  },
} satisfies Record<string, Phrase>;
export const SYSTEM_BY_ROWS: Phrase = {
  kk: '{all} жолдың {rows} жолы бойынша анықталды',
  ru: 'определено по {rows} из {all} строк',
  en: 'found out by {rows} of {all} rows',
};
export const ACCURACY: Phrase = {
  kk: 'дәлдігі {m} м',
  ru: 'точность {m} м',
  en: 'accuracy {m} m',
};
export const SYSTEM_UNKNOWN: Phrase = {
  kk: 'Координаттар жүйесі анықталмады',
  ru: 'Система координат не определена',
  en: 'The coordinate system is not known',
};
export const CERTAINTIES = {
  datum_open: {
    kk: 'Проекция белгілі, бірақ қай датум екені белгісіз: орындар 100 м-ге дейін жылжуы мүмкін. Паспорттағы жүйені тексеріңіз.',
    ru: 'Проекция ясна, но не ясно, от какого датума: места могут сместиться до 100 м. Сверьтесь с паспортом.',
    en: 'The projection is clear, but not its datum: places may be off by up to 100 m. Check the passport.',
  },
  ambiguous: {
    kk: 'Бірнеше жүйе сай келеді. Дұрысын таңдаңыз, әйтпесе бұл жолдар күтеді.',
    ru: 'Подходит несколько систем. Выберите верную, иначе эти строки будут ждать.',
    en: 'Several systems fit. Choose the right one, or these rows will wait.',
  },
  nowhere: {
    kk: 'Ешбір белгілі жүйеде орындар айтылған өңірлерге түспейді. Координат бағандарын тексеріңіз.',
    ru: 'Ни в одной известной системе места не попадают в названные регионы. Проверьте столбцы с координатами.',
    en: 'In no known system do the places fall into the regions claimed. Check the columns with coordinates.',
  },
} satisfies Record<string, Phrase>;
export const SYSTEM_CHANGE: Phrase = {
  kk: 'Басқа жүйені таңдау',
  ru: 'Выбрать другую систему',
  en: 'Choose another system',
};
export const SYSTEM_AS_FOUND: Phrase = {
  kk: 'Анықталғандай',
  ru: 'Как определено',
  en: 'As found',
};
export const SYSTEM_FIT: Phrase = {
  kk: '{title}: сай келгені — {share}',
  ru: '{title}: подходит строк — {share}',
  en: '{title}: rows that fit — {share}',
};
export const SYSTEM_CODE: Phrase = {
  kk: 'Немесе жүйенің коды (мысалы, EPSG:28413)',
  ru: 'Или код системы (например, EPSG:28413)',
  en: 'Or the code of a system (such as EPSG:28413)',
};
export const OPERATION: Phrase = {
  kk: 'Түрлендіру: {operation}',
  ru: 'Преобразование: {operation}',
  en: 'Transformation: {operation}',
};

export const SHEET: Phrase = { kk: 'Парақ', ru: 'Лист', en: 'Sheet' };
export const FOUND_SHEET: Phrase = {
  kk: 'Атлас өзі тапқаны',
  ru: 'Найденный атласом',
  en: 'The one that the atlas found',
};
export const ANOTHER_PROPOSAL: Phrase = {
  kk: 'Басқа парақ немесе координаттар жүйесі үшін төмендегінің бәрі өзгереді.',
  ru: 'С другим листом или системой координат всё ниже изменится.',
  en: 'With another sheet or coordinate system all that is below will change.',
};
export const PROPOSE_AGAIN: Phrase = {
  kk: 'Қайта қарап шығу',
  ru: 'Просмотреть заново',
  en: 'Look at it again',
};
export const FILE_GONE: Phrase = {
  kk: 'Файл бұл бетте қалмады. Жаңа нәтижені алдын ала көру үшін файлды қайта жіберіңіз; немесе растаңыз — жолдар жүктеу кезінде тексеріледі.',
  ru: 'Файла на этой странице уже нет. Чтобы увидеть новый итог заранее, отправьте файл ещё раз; или подтвердите — строки проверят при загрузке.',
  en: 'The file is no longer on this page. To see the new outcome beforehand, send the file again; or confirm, and the rows are checked while loading.',
};

export const COLUMNS: Phrase = {
  kk: 'Бағандар',
  ru: 'Столбцы',
  en: 'Columns',
};
export const COLUMNS_LEAD: Phrase = {
  kk: 'Файлдың әр бағаны қабаттың қай өрісіне түсетінін тексеріңіз.',
  ru: 'Проверьте, в какое поле слоя попадёт каждый столбец файла.',
  en: 'Check which field of the layer each column of the file goes into.',
};
export const COLUMN: Phrase = { kk: 'Файл бағаны', ru: 'Столбец файла', en: 'Column of the file' };
export const SAMPLE: Phrase = { kk: 'Үлгілер', ru: 'Примеры', en: 'Samples' };
export const TARGET: Phrase = { kk: 'Қабат өрісі', ru: 'Поле слоя', en: 'Field of the layer' };
export const HOW_FOUND: Phrase = { kk: 'Қалай табылды', ru: 'Как найдено', en: 'How found' };
export const TARGET_OF: Phrase = {
  kk: '«{column}» бағаны үшін қабат өрісі',
  ru: 'Поле слоя для столбца «{column}»',
  en: 'Field of the layer for the column “{column}”',
};
export const NOT_READ: Phrase = { kk: '— оқылмасын —', ru: '— не читать —', en: '— do not read —' };
export const PLACE_FIELDS: Phrase = {
  kk: 'Орын',
  ru: 'Место',
  en: 'Place',
};
/** The parts of a place, by the names under which problems and columns speak of them. */
export const PLACE_TITLES: Readonly<Record<string, Phrase>> = {
  lat: { kk: 'Ендік', ru: 'Широта', en: 'Latitude' },
  lon: { kk: 'Бойлық', ru: 'Долгота', en: 'Longitude' },
  x: { kk: 'X координатасы', ru: 'Координата X', en: 'X coordinate' },
  y: { kk: 'Y координатасы', ru: 'Координата Y', en: 'Y coordinate' },
  coordinates: { kk: 'Координаттар', ru: 'Координаты', en: 'Coordinates' },
  crs: { kk: 'Координат жүйесі', ru: 'Система координат', en: 'Coordinate system' },
  oblast: { kk: 'Облыс', ru: 'Область', en: 'Oblast' },
  district: { kk: 'Аудан', ru: 'Район', en: 'District' },
  rural_district: { kk: 'Ауылдық округ', ru: 'Сельский округ', en: 'Rural district' },
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
};
export const LAYER_FIELDS: Phrase = {
  kk: 'Қабат өрістері',
  ru: 'Поля слоя',
  en: 'Fields of the layer',
};
export const FOUND_BY = {
  name: { kk: 'атауы бойынша', ru: 'по названию', en: 'by name' },
  near: { kk: 'ұқсас атау бойынша', ru: 'по похожему названию', en: 'by a similar name' },
  value: { kk: 'мәндері бойынша', ru: 'по значениям', en: 'by its values' },
  saved: { kk: 'өткен жолғыдай', ru: 'как в прошлый раз', en: 'as last time' },
  told: { kk: 'сіз көрсеттіңіз', ru: 'указано вами', en: 'told by you' },
} satisfies Record<string, Phrase>;
export const CHANGED: Phrase = { kk: 'сіз өзгерттіңіз', ru: 'изменено вами', en: 'changed by you' };
export const NOT_FOUND: Phrase = { kk: 'өріс табылмады', ru: 'поле не найдено', en: 'no field found' };
export const CHECK_THIS: Phrase = { kk: 'тексеріңіз', ru: 'проверьте', en: 'check this' };
export const SHOW_EMPTY: CountedPhrase = {
  kk: { other: 'Бос {n} бағанды көрсету' },
  ru: {
    one: 'Показать {n} пустой столбец',
    few: 'Показать {n} пустых столбца',
    many: 'Показать {n} пустых столбцов',
    other: 'Показать {n} пустого столбца',
  },
  en: { one: 'Show {n} empty column', other: 'Show {n} empty columns' },
};

export const FILLED: CountedPhrase = {
  kk: { other: '{n} жолда толтырылған' },
  ru: {
    one: 'заполнено в {n} строке',
    few: 'заполнено в {n} строках',
    many: 'заполнено в {n} строках',
    other: 'заполнено в {n} строки',
  },
  en: { one: 'filled in {n} row', other: 'filled in {n} rows' },
};
export const DOUBLED: Phrase = {
  kk: '«{field}» өрісіне бірнеше баған түсіп тұр. Біреуін ғана қалдырыңыз.',
  ru: 'В поле «{field}» попадает несколько столбцов. Оставьте один.',
  en: 'Several columns go into the field “{field}”. Keep one of them.',
};
export const MISSING: Phrase = {
  kk: 'Міндетті өріс бос қалады: {fields}. Ол толтырылмаған жолдар алынбайды.',
  ru: 'Обязательное поле останется пустым: {fields}. Строки без него не примут.',
  en: 'A required field stays empty: {fields}. Rows without it are rejected.',
};

export const FOR_ALL: Phrase = {
  kk: 'Барлық жолға бір мән',
  ru: 'Одно значение для всех строк',
  en: 'One value for all rows',
};
export const FOR_ALL_LEAD: Phrase = {
  kk: 'Файлда бұл өрістердің мәні жоқ. Мұнда таңдалғаны әр жолға жазылады.',
  ru: 'В файле нет значений для этих полей. Выбранное здесь получит каждая строка.',
  en: 'The file has no values for these fields. What you choose here goes into every row.',
};
export const STAYS_EMPTY: Phrase = {
  kk: '— бос қалады —',
  ru: '— останется пустым —',
  en: '— stays empty —',
};

export const TERMS: Phrase = { kk: 'Мәндер', ru: 'Значения', en: 'Values' };
export const TERMS_LEAD: Phrase = {
  kk: 'Файлдағы сөздер атлас терминдеріне сәйкестендірілді. Белгісіздері — басында.',
  ru: 'Слова из файла сопоставлены с терминами атласа. Неизвестные — в начале.',
  en: 'The words of the file were matched with the terms of the atlas. Unknown ones come first.',
};
export const TERMS_OF: Phrase = {
  kk: '{field} («{column}» бағаны)',
  ru: '{field} (столбец «{column}»)',
  en: '{field} (column “{column}”)',
};
export const VALUE: Phrase = { kk: 'Файлдағы мән', ru: 'Значение в файле', en: 'Value in the file' };
export const ROWS_WITH: Phrase = { kk: 'Жолдар', ru: 'Строк', en: 'Rows' };
export const TERM: Phrase = { kk: 'Атлас термині', ru: 'Термин атласа', en: 'Term of the atlas' };
export const TERM_OF: Phrase = {
  kk: '«{value}» мәнінің термині',
  ru: 'Термин для значения «{value}»',
  en: 'Term for the value “{value}”',
};
export const UNKNOWN_TERM: Phrase = {
  kk: '— белгісіз: жолдар алынбайды —',
  ru: '— неизвестно: строки не примут —',
  en: '— unknown: the rows are rejected —',
};
export const SUGGESTED: Phrase = {
  kk: 'ұсыныс — тексеріңіз',
  ru: 'предложение — проверьте',
  en: 'a suggestion — check it',
};
export const UNKNOWN: Phrase = { kk: 'белгісіз', ru: 'неизвестно', en: 'unknown' };
export const SIMILAR: Phrase = {
  kk: 'ұқсас — тексеріңіз',
  ru: 'похоже — проверьте',
  en: 'similar — check it',
};
export const TERM_HOW = {
  label: { kk: 'дәл сәйкес', ru: 'точное совпадение', en: 'exact match' },
  alias: { kk: 'белгілі қысқартылуы', ru: 'известное сокращение', en: 'known abbreviation' },
  near: { kk: 'ұқсас', ru: 'похоже', en: 'similar' },
  saved: { kk: 'өткен жолғыдай', ru: 'как в прошлый раз', en: 'as last time' },
  told: { kk: 'сіз көрсеттіңіз', ru: 'указано вами', en: 'told by you' },
} satisfies Record<string, Phrase>;
export const UNKNOWN_VALUES: CountedPhrase = {
  kk: { other: '{n} белгісіз мән' },
  ru: {
    one: '{n} неизвестное значение',
    few: '{n} неизвестных значения',
    many: '{n} неизвестных значений',
    other: '{n} неизвестного значения',
  },
  en: { one: '{n} unknown value', other: '{n} unknown values' },
};

export const HOW_TO_LOAD: Phrase = {
  kk: 'Қалай жүктеледі',
  ru: 'Как загрузить',
  en: 'How to load it',
};
export const KEY: Phrase = {
  kk: 'Жолдар қай баған бойынша танылады?',
  ru: 'По какому столбцу узнавать строки?',
  en: 'Which column identifies the rows?',
};
export const KEY_NONE: Phrase = {
  kk: 'Мұндай баған жоқ',
  ru: 'Такого столбца нет',
  en: 'There is no such column',
};
export const KEY_WHY: Phrase = {
  kk: 'Мысалы, тізілім нөмірі: түзетілген файлды қайта жүктегенде сол жолдар ғана жаңарады.',
  ru: 'Например, номер в реестре: при повторной загрузке исправленного файла обновятся те же строки.',
  en: 'A register number, for instance: loading the corrected file again then updates the same rows.',
};
export const MATCHES: Phrase = {
  kk: 'Атласта бар нысанға ұқсас жолдар',
  ru: 'Строки, похожие на объекты атласа',
  en: 'Rows that look like objects of the atlas',
};
export const MATCH_RULES = {
  wait: {
    kk: 'Шешімімді күтсін (ұсынылады)',
    ru: 'Пусть ждут моего решения (рекомендуется)',
    en: 'Let them wait for my decision (recommended)',
  },
  same: {
    kk: 'Айқын сәйкесін сол нысан деп алу; күмәндісі күтсін',
    ru: 'Явные совпадения считать тем же объектом; сомнительные ждут',
    en: 'Take clear matches as the same object; doubtful ones wait',
  },
  different: {
    kk: 'Әр жол — жаңа нысан',
    ru: 'Каждая строка — новый объект',
    en: 'Each row is an object of its own',
  },
} satisfies Record<string, Phrase>;
export const DRY_RUN: Phrase = {
  kk: 'Тек тексеру: атласқа ештеңе жазылмайды',
  ru: 'Только проверить: в атлас ничего не записывать',
  en: 'Only check: write nothing into the atlas',
};
export const ERASE_EMPTY: Phrase = {
  kk: 'Бос ұяшық атластағы бұрынғы мәнді өшірсін (әдетте ол қалады)',
  ru: 'Пустая ячейка стирает прежнее значение в атласе (обычно оно остаётся)',
  en: 'An empty cell erases what the atlas has (usually that stays)',
};
export const REMEMBER: Phrase = {
  kk: 'Осындай файлдар үшін сәйкестікті есте сақтау',
  ru: 'Запомнить соответствия для таких файлов',
  en: 'Remember this mapping for files like it',
};
export const CONFIRM: Phrase = {
  kk: 'Растау және жүктеу',
  ru: 'Подтвердить и загрузить',
  en: 'Confirm and load',
};
export const CONFIRM_CHECK: Phrase = {
  kk: 'Барлық жолды тексеру',
  ru: 'Проверить все строки',
  en: 'Check all rows',
};
export const GIVE_UP: Phrase = {
  kk: 'Бұл файлды жүктемеу',
  ru: 'Не загружать этот файл',
  en: 'Do not load this file',
};
export const NOT_FOR_YOU: Phrase = {
  kk: 'Бұл файлдың жолдарын оны жүктеген адам немесе жасырын орындарды көруге рұқсаты барлар ғана көре алады.',
  ru: 'Строки этого файла видны только тому, кто его загрузил, и тем, кому открыты скрытые места.',
  en: 'The rows of this file are seen only by who loaded it and by those who may see hidden places.',
};
export const CHOICES_AT_LOADING: Phrase = {
  kk: 'Бағандар мен мәндердегі өзгерістеріңіз жүктеу кезінде қолданылады; жоғарыдағы сандар мен карта бастапқы ұсынысқа сай.',
  ru: 'Ваши изменения в столбцах и значениях применят при загрузке; числа и карта выше — по исходному предложению.',
  en: 'Your changes to columns and values are applied while loading; the figures and the map above follow the first proposal.',
};
