/** Phrases of the tools on the map: where am I, measuring, full screen, keys. */

import type { Phrase } from '../phrase';

export const MAP_TOOLS: Phrase = {
  kk: 'Карта құралдары',
  ru: 'Инструменты карты',
  en: 'Map tools',
};
export const MAP_KEYS: Phrase = {
  kk: 'Карта. Көрсеткі пернелер жылжытады, + және − масштабты өзгертеді, Enter ортада тұрғанды ашады.',
  ru: 'Карта. Стрелки двигают её, + и − меняют масштаб, Enter открывает то, что в середине.',
  en: 'Map. The arrows move it, + and − zoom, Enter opens what is in the middle.',
};
export const IN_MIDDLE: Phrase = {
  kk: 'Ортада: {name}',
  ru: 'В середине: {name}',
  en: 'In the middle: {name}',
};
export const WHERE_AM_I: Phrase = { kk: 'Мен қайдамын', ru: 'Где я', en: 'Where am I' };
export const POSITION_SOUGHT: Phrase = {
  kk: 'Орныңыз анықталып жатыр…',
  ru: 'Определяем, где вы…',
  en: 'Finding where you are…',
};
export const POSITION_SHOWN: Phrase = {
  kk: 'Орныңыз картада, дәлдігі ± {length}.',
  ru: 'Ваше место на карте, точность ± {length}.',
  en: 'You are on the map, to within ± {length}.',
};
export const POSITION_REFUSED: Phrase = {
  kk: 'Браузер орныңызды көрсетуге рұқсат бермеді. Мекенжай жолағындағы сайт баптауларынан рұқсат беріп, қайталаңыз.',
  ru: 'Браузер не разрешил узнать, где вы. Разрешите это в настройках сайта у адресной строки и повторите.',
  en: 'The browser did not allow your position to be read. Allow it in the site settings beside the address, then try again.',
};
export const POSITION_INSECURE: Phrase = {
  kk: 'Орынды тек қорғалған байланыс (HTTPS) арқылы анықтауға болады, ал бұл бет онсыз ашылған.',
  ru: 'Узнать, где вы, можно только по защищённому соединению (HTTPS), а эта страница открыта без него.',
  en: 'Your position can be read over a secure connection (HTTPS) only, and this page was opened without one.',
};
export const POSITION_IMPOSSIBLE: Phrase = {
  kk: 'Бұл браузер орынды анықтай алмайды.',
  ru: 'Этот браузер не умеет определять местоположение.',
  en: 'This browser cannot tell where you are.',
};
export const POSITION_LOST: Phrase = {
  kk: 'Орныңызды анықтау мүмкін болмады. Геолокацияны қосып немесе ашық жерге шығып, қайталаңыз.',
  ru: 'Не удалось узнать, где вы. Включите геолокацию или выйдите на открытое место и повторите.',
  en: 'Your position could not be found. Switch location on or step outside, then try again.',
};
export const POSITION_ABROAD: Phrase = {
  kk: 'Сіз Қазақстаннан тыс жерде сияқтысыз, ал атласта тек Қазақстан бар.',
  ru: 'Похоже, вы за пределами Казахстана, а в атласе есть только Казахстан.',
  en: 'You seem to be outside Kazakhstan, and the atlas holds Kazakhstan only.',
};
export const MEASURE: Phrase = {
  kk: 'Қашықтық пен аумақты өлшеу',
  ru: 'Измерить расстояние и площадь',
  en: 'Measure distance and area',
};
export const MEASURING: Phrase = { kk: 'Өлшеу', ru: 'Измерение', en: 'Measuring' };
export const DISTANCE: Phrase = { kk: 'Қашықтық', ru: 'Расстояние', en: 'Distance' };
export const AREA: Phrase = { kk: 'Аумақ', ru: 'Площадь', en: 'Area' };
export const PERIMETER: Phrase = {
  kk: 'Периметрі {length}',
  ru: 'Периметр {length}',
  en: 'Perimeter {length}',
};
export const MEASURE_HOW: Phrase = {
  kk: 'Картаны басыңыз немесе көрсеткі пернелермен жылжытып, Enter басыңыз.',
  ru: 'Нажимайте на карту или двигайте её стрелками и нажимайте Enter.',
  en: 'Press on the map, or move it by the arrows and press Enter.',
};
export const ONE_MORE_POINT: Phrase = {
  kk: 'Тағы нүкте қойыңыз.',
  ru: 'Поставьте ещё точку.',
  en: 'Set another point.',
};
export const LINE_CROSSES: Phrase = {
  kk: 'Сызық өзін-өзі қиып өтеді: мұндай пішіннің аумағы есептелмейді.',
  ru: 'Линия пересекает сама себя: площадь такой фигуры не определена.',
  en: 'The line crosses itself: such a shape has no area.',
};
export const UNDO_POINT: Phrase = {
  kk: 'Соңғы нүктені алып тастау',
  ru: 'Убрать последнюю точку',
  en: 'Remove the last point',
};
export const CLEAR_POINTS: Phrase = {
  kk: 'Бәрін тазалау',
  ru: 'Очистить всё',
  en: 'Clear all',
};
export const END_MEASURING: Phrase = {
  kk: 'Өлшеуді аяқтау',
  ru: 'Закончить измерение',
  en: 'Stop measuring',
};
export const TOOL_MISSING: Phrase = {
  kk: 'Құрал жүктелмеді. Байланысты тексеріп, қайталап көріңіз.',
  ru: 'Инструмент не загрузился. Проверьте соединение и повторите.',
  en: 'The tool did not load. Check the connection and try again.',
};
export const FULL_SCREEN: Phrase = { kk: 'Толық экран', ru: 'На весь экран', en: 'Full screen' };
export const LEAVE_FULL_SCREEN: Phrase = {
  kk: 'Толық экраннан шығу',
  ru: 'Выйти из полного экрана',
  en: 'Leave full screen',
};
