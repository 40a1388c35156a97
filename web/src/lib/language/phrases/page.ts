/** Phrases of the page's frame: header, tabs, states of loading. */

import type { Phrase } from '../phrase';

export const TITLE: Phrase = {
  kk: 'Туған жер атласы',
  ru: 'Атлас «Туған жер»',
  en: 'Tugan Zher Atlas',
};
export const SUBTITLE: Phrase = {
  kk: 'Қазақстан мұрасының бірыңғай картасы',
  ru: 'Единая карта наследия Казахстана',
  en: 'One map of Kazakhstan’s heritage',
};
export const HOME: Phrase = {
  kk: 'Басты бет: бүкіл ел',
  ru: 'На главную: вся страна',
  en: 'Home: the whole country',
};
export const SKIP_TO_PANEL: Phrase = {
  kk: 'Мазмұнға өту',
  ru: 'Перейти к содержанию',
  en: 'Skip to the content',
};
export const LANGUAGE: Phrase = { kk: 'Тіл', ru: 'Язык', en: 'Language' };
export const LANGUAGE_NAMES: Phrase = { kk: 'Қазақша', ru: 'Русский', en: 'English' };
export const LANGUAGE_MARKS: Phrase = { kk: 'Қаз', ru: 'Рус', en: 'Eng' };
export const SECTIONS: Phrase = {
  kk: 'Атлас бөлімдері',
  ru: 'Разделы атласа',
  en: 'Sections of the atlas',
};
export const TABS = {
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
  layers: { kk: 'Қабаттар', ru: 'Слои', en: 'Layers' },
  list: { kk: 'Тізім', ru: 'Список', en: 'List' },
  trip: { kk: 'Сапар', ru: 'Поездка', en: 'Trip' },
  coverage: { kk: 'Қамту', ru: 'Охват', en: 'Coverage' },
} satisfies Record<string, Phrase>;
export const MAP: Phrase = {
  kk: 'Қазақстан картасы. Осы көріністегі нысандар «Тізім» бөлімінде мәтін түрінде берілген.',
  ru: 'Карта Казахстана. Объекты этого вида перечислены текстом в разделе «Список».',
  en: 'Map of Kazakhstan. The objects in view are given as text in the section “List”.',
};
export const MAP_CANVAS: Phrase = { kk: 'Карта', ru: 'Карта', en: 'Map' };
export const MAP_LOADING: Phrase = {
  kk: 'Карта жүктеліп жатыр…',
  ru: 'Карта загружается…',
  en: 'The map is loading…',
};
export const MAP_IMPOSSIBLE: Phrase = {
  kk: 'Бұл браузер картаны сала алмайды (WebGL жоқ). Тізім, іздеу және өңір деректері жұмыс істейді.',
  ru: 'Этот браузер не может нарисовать карту (нет WebGL). Список, поиск и данные по регионам работают.',
  en: 'This browser cannot draw the map (no WebGL). The list, the search and the region figures work.',
};
export const TILES_FAILED: Phrase = {
  kk: 'Картаның бір бөлігі жүктелмеді.',
  ru: 'Часть карты не загрузилась.',
  en: 'Part of the map did not load.',
};
export const ZOOM_IN: Phrase = { kk: 'Жақындату', ru: 'Приблизить', en: 'Zoom in' };
export const ZOOM_OUT: Phrase = { kk: 'Алыстату', ru: 'Отдалить', en: 'Zoom out' };
export const WHOLE_COUNTRY: Phrase = {
  kk: 'Бүкіл ел',
  ru: 'Вся страна',
  en: 'Whole country',
};
export const LOADING: Phrase = { kk: 'Жүктелуде…', ru: 'Загрузка…', en: 'Loading…' };
export const RETRY: Phrase = { kk: 'Қайталау', ru: 'Повторить', en: 'Try again' };
export const BACK: Phrase = { kk: 'Артқа', ru: 'Назад', en: 'Back' };
export const PANEL_HEIGHT: Phrase = {
  kk: 'Панельдің биіктігін өзгерту',
  ru: 'Изменить высоту панели',
  en: 'Change the height of the panel',
};
export const NO_ANSWER: Phrase = {
  kk: 'Байланыс жоқ',
  ru: 'Нет связи',
  en: 'No connection',
};
export const NO_ANSWER_DETAIL: Phrase = {
  kk: 'Атлас жауап бермеді. Байланысты тексеріп, қайталап көріңіз.',
  ru: 'Атлас не ответил. Проверьте соединение и повторите.',
  en: 'The atlas did not answer. Check the connection and try again.',
};
export const PROBLEM: Phrase = {
  kk: 'Сұрау орындалмады',
  ru: 'Запрос не выполнен',
  en: 'The request was not carried out',
};
export const SYNTHETIC: Phrase = {
  kk: 'Жасанды дерек',
  ru: 'Синтетические данные',
  en: 'Synthetic data',
};
export const APPROXIMATE: Phrase = {
  kk: 'Шекарасы шамамен алынған',
  ru: 'Граница приблизительная',
  en: 'Approximate boundary',
};
export const SHARE: Phrase = { kk: 'Бөлісу', ru: 'Поделиться', en: 'Share' };
export const LINK_COPIED: Phrase = {
  kk: 'Сілтеме көшірілді',
  ru: 'Ссылка скопирована',
  en: 'Link copied',
};
/** In the foot of a printed page. */
export const PRINTED: Phrase = {
  kk: 'басып шығарылған күні: {day}',
  ru: 'напечатано {day}',
  en: 'printed on {day}',
};
export const LINK: Phrase = { kk: 'Сілтеме', ru: 'Ссылка', en: 'Link' };
export const LOAD_DATA: Phrase = {
  kk: 'Деректерді жүктеу',
  ru: 'Загрузить данные',
  en: 'Load data',
};
export const PART_MISSING: Phrase = {
  kk: 'Бұл бет жүктелмеді. Байланысты тексеріп, бетті жаңартыңыз.',
  ru: 'Эта страница не загрузилась. Проверьте соединение и обновите её.',
  en: 'This page did not load. Check the connection and reload it.',
};
export const NOT_A_PAGE: Phrase = {
  kk: 'Мұндай бет жоқ',
  ru: 'Такой страницы нет',
  en: 'There is no such page',
};
export const NOT_A_PAGE_DETAIL: Phrase = {
  kk: '«{address}» мекенжайында ештеңе жоқ. Сілтеме ескірген не қате терілген болуы мүмкін.',
  ru: 'По адресу «{address}» ничего нет. Возможно, ссылка устарела или в ней опечатка.',
  en: 'Nothing is at “{address}”. The link may be old, or mistyped.',
};
export const TO_THE_MAP: Phrase = {
  kk: 'Картаға өту',
  ru: 'Перейти к карте',
  en: 'Go to the map',
};
export const TO_LIST: Phrase = {
  kk: 'Нысандар тізімі',
  ru: 'Список объектов',
  en: 'List of objects',
};
export const SEVERAL_HERE: Phrase = {
  kk: 'Мұнда бірнеше нысан бар',
  ru: 'Здесь несколько объектов',
  en: 'Several objects are here',
};
export const CLOSE: Phrase = { kk: 'Жабу', ru: 'Закрыть', en: 'Close' };
export const GESTURE_WHEEL: Phrase = {
  kk: 'Картаны үлкейту үшін {key} басып, дөңгелекті айналдырыңыз',
  ru: 'Чтобы изменить масштаб карты, крутите колесо с клавишей {key}',
  en: 'Use {key} + scroll to zoom the map',
};
export const GESTURE_FINGERS: Phrase = {
  kk: 'Картаны екі саусақпен жылжытыңыз',
  ru: 'Двигайте карту двумя пальцами',
  en: 'Use two fingers to move the map',
};
