/** Phrases of a run at work and over: progress, counts, problems, decisions, undoing. */

import type { CountedPhrase, Phrase } from '../phrase';

export const PROGRESS: Phrase = { kk: 'Жүктеу барысы', ru: 'Ход загрузки', en: 'Progress' };
export const LOOKING: Phrase = {
  kk: 'Атлас файлды қарап жатыр…',
  ru: 'Атлас просматривает файл…',
  en: 'The atlas looks at the file…',
};
export const ROWS_DONE: Phrase = {
  kk: '{all} жолдың {done} жолы оқылды',
  ru: 'Прочитано строк: {done} из {all}',
  en: 'Rows read: {done} of {all}',
};
export const ROWS_DONE_SO_FAR: Phrase = {
  kk: 'Оқылған жолдар: {done}',
  ru: 'Прочитано строк: {done}',
  en: 'Rows read: {done}',
};
export const MAY_LEAVE: Phrase = {
  kk: 'Бұл бетті жабуға болады: жұмыс серверде жалғасады, осы мекенжай бойынша қайта келсеңіз жеткілікті.',
  ru: 'Страницу можно закрыть: работа идёт на сервере, вернуться можно по этому же адресу.',
  en: 'You may close this page: the work goes on at the server, and this address leads back to it.',
};
export const OFFLINE: Phrase = {
  kk: 'Байланыс үзілді. Жүктеу серверде жалғасуда, қайта қосылып жатырмыз…',
  ru: 'Связь прервалась. Загрузка на сервере продолжается, подключаемся снова…',
  en: 'The connection is lost. The server keeps loading; connecting again…',
};
export const STOP: Phrase = { kk: 'Тоқтату', ru: 'Остановить', en: 'Stop' };
export const RESUME: Phrase = { kk: 'Жалғастыру', ru: 'Продолжить', en: 'Go on' };
export const STOPPED_LEAD: Phrase = {
  kk: 'Жүктеу тоқтатылған. Атласқа ештеңе жазылмады; тоқтаған жерінен жалғастыруға болады.',
  ru: 'Загрузка остановлена. В атлас ничего не записано; можно продолжить с того же места.',
  en: 'The load was stopped. Nothing was written into the atlas; it can go on from where it stopped.',
};
export const FAILED_LEAD: Phrase = {
  kk: 'Жүктеу орындалмады, атласқа ештеңе жазылған жоқ.',
  ru: 'Загрузка не удалась, в атлас ничего не записано.',
  en: 'The load failed; nothing was written into the atlas.',
};

export const RESULT: Phrase = { kk: 'Нәтиже', ru: 'Итог', en: 'Outcome' };
export const RESULT_CHECKED: Phrase = {
  kk: 'Бұл тексеру ғана болды: атласқа ештеңе жазылған жоқ.',
  ru: 'Это была только проверка: в атлас ничего не записано.',
  en: 'This was only a check: nothing was written into the atlas.',
};
export const RESULT_UNDONE: Phrase = {
  kk: 'Бұл жүктеу кері қайтарылды ({day}).',
  ru: 'Эта загрузка отменена ({day}).',
  en: 'This load was undone ({day}).',
};
export const COUNTS = {
  read: { kk: 'оқылды', ru: 'прочитано', en: 'read' },
  loaded: { kk: 'жүктелді', ru: 'загружено', en: 'loaded' },
  unchanged: { kk: 'өзгеріссіз', ru: 'без изменений', en: 'unchanged' },
  waiting: { kk: 'күтеді', ru: 'ждут', en: 'waiting' },
  rejected: { kk: 'алынбады', ru: 'отклонено', en: 'rejected' },
} satisfies Record<string, Phrase>;
export const COUNTS_SENTENCE: Phrase = {
  kk: 'Оқылғаны — {read}: жүктелгені — {loaded}, өзгеріссіз — {unchanged}, күтетіні — {waiting}, алынбағаны — {rejected}.',
  ru: 'Прочитано {read}: загружено {loaded}, без изменений {unchanged}, ждут {waiting}, отклонено {rejected}.',
  en: 'Read {read}: loaded {loaded}, unchanged {unchanged}, waiting {waiting}, rejected {rejected}.',
};
export const OF_THEM_NEW: CountedPhrase = {
  kk: { other: 'жүктелгендердің ішінде {n} жаңа нысан бар' },
  ru: {
    one: 'из загруженных — {n} новый объект',
    few: 'из загруженных — {n} новых объекта',
    many: 'из загруженных — {n} новых объектов',
    other: 'из загруженных — {n} нового объекта',
  },
  en: { one: '{n} of the loaded is new', other: '{n} of the loaded are new' },
};
export const SHOW_ON_MAP: Phrase = {
  kk: 'Картадан көрсету',
  ru: 'Показать на карте',
  en: 'Show on the map',
};
export const AUDIT_BOOK: Phrase = {
  kk: 'Есепті алу (Excel)',
  ru: 'Скачать отчёт (Excel)',
  en: 'Get the report (Excel)',
};
export const AUDIT_WHY: Phrase = {
  kk: 'Есептегі белгіленген ұяшықтарды түзетіп, файлды қайта жүктеңіз: тек түзетілген жолдар қосылады.',
  ru: 'Исправьте отмеченные ячейки в отчёте и загрузите его снова: добавятся только исправленные строки.',
  en: 'Correct the marked cells in the report and load it again: only the corrected rows go in.',
};
export const MAPPING_FILE: Phrase = {
  kk: 'Сәйкестік файлы (YAML)',
  ru: 'Файл соответствий (YAML)',
  en: 'Mapping file (YAML)',
};
export const FOLLOWS: Phrase = {
  kk: '№ {id} жүктеуінің күткен жолдары',
  ru: 'Ожидавшие строки загрузки № {id}',
  en: 'The waiting rows of load no. {id}',
};

export const PROBLEMS: Phrase = { kk: 'Ескертулер', ru: 'Замечания', en: 'Remarks' };
export const NO_PROBLEMS: Phrase = {
  kk: 'Ескерту жоқ.',
  ru: 'Замечаний нет.',
  en: 'There are no remarks.',
};
export const PROBLEMS_PART: Phrase = {
  kk: 'Алғашқы {n} ескерту көрсетілген.',
  ru: 'Показаны первые замечания ({n}).',
  en: 'The first remarks are shown ({n}).',
};
export const SHOW_OUTCOME: Phrase = { kk: 'Көрсету', ru: 'Показать', en: 'Show' };
export const PROBLEM_OUTCOMES = {
  all: { kk: 'Бәрі', ru: 'Все', en: 'All' },
  waiting: { kk: 'Күтеді', ru: 'Ждут', en: 'Waiting' },
  rejected: { kk: 'Алынбады', ru: 'Отклонены', en: 'Rejected' },
  noted: { kk: 'Алынды, ескертумен', ru: 'Приняты с замечанием', en: 'Taken with a remark' },
} satisfies Record<string, Phrase>;
export const ROW: Phrase = { kk: '{row}-жол', ru: 'Строка {row}', en: 'Row {row}' };
export const WHOLE_FILE: Phrase = { kk: 'Бүкіл файл', ru: 'Весь файл', en: 'The whole file' };
export const TRY_INSTEAD: Phrase = {
  kk: 'Мүмкін: {value}',
  ru: 'Возможно: {value}',
  en: 'Perhaps: {value}',
};

export const DECIDE: Phrase = {
  kk: 'Шешім күтіп тұрған жолдар',
  ru: 'Строки, которые ждут решения',
  en: 'Rows that need a decision',
};
export const DECIDE_LEAD: Phrase = {
  kk: 'Атлас бұл жолдар үшін өзі шешім қабылдамайды. Дұрысын таңдаңыз; қалғанын кейінге қалдыруға болады.',
  ru: 'За эти строки атлас сам не решает. Выберите верное; остальное можно оставить на потом.',
  en: 'The atlas does not decide on these rows by itself. Choose what is right; the rest can wait.',
};
export const AS_IN_FILE: Phrase = {
  kk: 'Файлдағы жол',
  ru: 'Строка как в файле',
  en: 'The row as in the file',
};
export const TAKEN_UP: Phrase = {
  kk: 'Бұл жол бойынша шешім № {id} жүктеуінде орындалды.',
  ru: 'Решение по этой строке выполнено в загрузке № {id}.',
  en: 'The decision on this row was carried out in load no. {id}.',
};
export const OPEN_LOAD: Phrase = {
  kk: '№ {id} жүктеуін ашу',
  ru: 'Открыть загрузку № {id}',
  en: 'Open load no. {id}',
};
export const DECISIONS_AT_WORK: Phrase = {
  kk: 'Шешімдеріңіз № {id} жүктеуінде орындалып жатыр.',
  ru: 'Ваши решения выполняются в загрузке № {id}.',
  en: 'Your decisions are being carried out in load no. {id}.',
};
export const DECISIONS_KEPT: Phrase = {
  kk: '№ {id} жүктеуі аяқталмады. Шешімдеріңіз сақталған: түзетіп, қайта жіберіңіз.',
  ru: 'Загрузка № {id} не выполнена. Ваши решения сохранены: исправьте их и отправьте снова.',
  en: 'Load no. {id} was not carried out. Your decisions are kept: correct them and send them again.',
};
export const LEAVE_OPEN: Phrase = {
  kk: 'Кейін шешемін',
  ru: 'Решу позже',
  en: 'I shall decide later',
};
export const CHOOSE_PLACE: Phrase = {
  kk: 'Орын {number}: {title}',
  ru: 'Место {number}: {title}',
  en: 'Place {number}: {title}',
};
export const SAME_OBJECT: Phrase = {
  kk: 'Бұл — сол нысан: {name}',
  ru: 'Это тот же объект: {name}',
  en: 'It is the same object: {name}',
};
export const SAME_ROW: Phrase = {
  kk: '{row}-жолға ұқсайды: {name}',
  ru: 'Похоже на строку {row}: {name}',
  en: 'Looks like row {row}: {name}',
};
export const NEW_OBJECT: Phrase = {
  kk: 'Бұл — жаңа нысан',
  ru: 'Это новый объект',
  en: 'It is a new object',
};
export const OWN_PLACE: Phrase = {
  kk: 'Орнын картадан көрсетемін',
  ru: 'Укажу место на карте',
  en: 'I shall show the place on the map',
};
export const OWN_PLACE_HINT: Phrase = {
  kk: 'Картада керек жерді басыңыз немесе ендік пен бойлықты жазыңыз.',
  ru: 'Нажмите на карте нужное место или впишите широту и долготу.',
  en: 'Press the place on the map, or write its latitude and longitude.',
};
export const OWN_PLACE_MAP: Phrase = { kk: 'Картаға өту', ru: 'Перейти к карте', en: 'Go to the map' };
export const LATITUDE: Phrase = { kk: 'Ендік', ru: 'Широта', en: 'Latitude' };
export const LONGITUDE: Phrase = { kk: 'Бойлық', ru: 'Долгота', en: 'Longitude' };
export const OTHER_VALUE: Phrase = {
  kk: 'Мәнді түзетемін',
  ru: 'Исправлю значение',
  en: 'I shall correct the value',
};
export const CHOOSE_TERM: Phrase = {
  kk: '— терминді таңдаңыз —',
  ru: '— выберите термин —',
  en: '— choose a term —',
};
export const VALUE_OF: Phrase = {
  kk: '«{field}» өрісінің мәні',
  ru: 'Значение поля «{field}»',
  en: 'Value of the field “{field}”',
};
export const AWAY: Phrase = {
  kk: 'айтылған өңірден {distance}',
  ru: '{distance} от названного региона',
  en: '{distance} from the region claimed',
};
export const APART: Phrase = {
  kk: 'арасы {distance}',
  ru: 'на расстоянии {distance}',
  en: '{distance} apart',
};
export const LIKENESS: Phrase = {
  kk: 'ұқсастығы {share}',
  ru: 'сходство {share}',
  en: 'likeness {share}',
};
export const OPEN_OBJECT: Phrase = {
  kk: 'Нысан картасын жаңа қойындыда ашу',
  ru: 'Открыть карточку объекта в новой вкладке',
  en: 'Open the object’s card in a new tab',
};
export const SEND_DECISIONS: CountedPhrase = {
  kk: { other: '{n} шешімді орындау' },
  ru: {
    one: 'Выполнить {n} решение',
    few: 'Выполнить {n} решения',
    many: 'Выполнить {n} решений',
    other: 'Выполнить {n} решения',
  },
  en: { one: 'Carry out {n} decision', other: 'Carry out {n} decisions' },
};
export const NOTHING_DECIDED: Phrase = {
  kk: 'Әзірге шешім қабылданған жоқ.',
  ru: 'Пока ничего не решено.',
  en: 'Nothing has been decided yet.',
};
export const DECISION_INCOMPLETE: CountedPhrase = {
  kk: { other: '{n} жолдың шешімі толық емес: орнын немесе мәнін көрсетіңіз.' },
  ru: {
    one: 'В {n} строке решение не закончено: укажите место или значение.',
    few: 'В {n} строках решение не закончено: укажите место или значение.',
    many: 'В {n} строках решение не закончено: укажите место или значение.',
    other: 'В {n} строки решение не закончено: укажите место или значение.',
  },
  en: {
    one: 'The decision on {n} row is not complete: give the place or the value.',
    other: 'The decisions on {n} rows are not complete: give the place or the value.',
  },
};

export const UNDO: Phrase = {
  kk: 'Жүктеуді кері қайтару',
  ru: 'Отменить загрузку',
  en: 'Undo this load',
};
export const UNDO_QUESTION: Phrase = {
  kk: '«{file}» жүктеуін кері қайтару керек пе?',
  ru: 'Отменить загрузку «{file}»?',
  en: 'Undo the load of “{file}”?',
};
export const UNDO_CREATED: CountedPhrase = {
  kk: { other: 'Осы жүктеу қосқан нысандар атластан алынады: {n}.' },
  ru: {
    one: 'Из атласа уйдёт {n} объект, который добавила эта загрузка.',
    few: 'Из атласа уйдут {n} объекта, которые добавила эта загрузка.',
    many: 'Из атласа уйдут {n} объектов, которые добавила эта загрузка.',
    other: 'Из атласа уйдут {n} объекта, которые добавила эта загрузка.',
  },
  en: {
    one: '{n} object that this load added leaves the atlas.',
    other: '{n} objects that this load added leave the atlas.',
  },
};
export const UNDO_CHANGED: CountedPhrase = {
  kk: { other: 'Өзгертілген нысандар бұрынғы қалпына келеді: {n}.' },
  ru: {
    one: '{n} изменённый объект вернётся к прежнему виду.',
    few: '{n} изменённых объекта вернутся к прежнему виду.',
    many: '{n} изменённых объектов вернутся к прежнему виду.',
    other: '{n} изменённого объекта вернётся к прежнему виду.',
  },
  en: {
    one: '{n} changed object returns to what it was.',
    other: '{n} changed objects return to what they were.',
  },
};
export const UNDO_KEEPS: Phrase = {
  kk: 'Содан бері адам қолмен түзеткен нәрсе сол күйінде қалады. Есеп сақталады.',
  ru: 'То, что люди с тех пор исправили вручную, останется как есть. Отчёт сохранится.',
  en: 'What people have edited by hand since then stays as it is. The report is kept.',
};
export const UNDO_YES: Phrase = { kk: 'Иә, кері қайтару', ru: 'Да, отменить', en: 'Yes, undo it' };
export const UNDO_NO: Phrase = { kk: 'Жоқ, қалдыру', ru: 'Нет, оставить', en: 'No, keep it' };
