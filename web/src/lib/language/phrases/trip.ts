/** Phrases of trip planning. */

import type { Phrase } from '../phrase';

export const TITLE: Phrase = { kk: 'Сапар жоспары', ru: 'План поездки', en: 'Trip plan' };
export const HINT: Phrase = {
  kk: 'Аялдамаларды картадан басып таңдаңыз немесе нысан карточкасынан қосыңыз.',
  ru: 'Выбирайте остановки нажатием на карту или добавляйте их из карточек объектов.',
  en: 'Choose stops by clicking the map, or add them from object cards.',
};
export const NEED_TWO: Phrase = {
  kk: 'Жол салу үшін кемінде екі аялдама керек.',
  ru: 'Для маршрута нужны хотя бы две остановки.',
  en: 'A trip needs at least two stops.',
};
export const STOPS: Phrase = { kk: 'Аялдамалар', ru: 'Остановки', en: 'Stops' };
export const PLACE: Phrase = { kk: 'Нүкте {place}', ru: 'Точка {place}', en: 'Point {place}' };
export const REMOVE: Phrase = {
  kk: '«{name}» аялдамасын алып тастау',
  ru: 'Убрать остановку «{name}»',
  en: 'Remove the stop “{name}”',
};
export const EARLIER: Phrase = {
  kk: '«{name}» аялдамасын жоғары жылжыту',
  ru: 'Поднять остановку «{name}»',
  en: 'Move the stop “{name}” up',
};
export const MODE: Phrase = { kk: 'Жүру тәсілі', ru: 'Способ передвижения', en: 'How you travel' };
export const MODES: Record<'car' | 'bicycle' | 'foot', Phrase> = {
  car: { kk: 'Көлікпен', ru: 'На машине', en: 'By car' },
  bicycle: { kk: 'Велосипедпен', ru: 'На велосипеде', en: 'By bicycle' },
  foot: { kk: 'Жаяу', ru: 'Пешком', en: 'On foot' },
};
export const ROUND_TRIP: Phrase = {
  kk: 'Бастапқы жерге қайту',
  ru: 'Вернуться в начало',
  en: 'Return to the start',
};
export const KEEP_ORDER: Phrase = {
  kk: 'Өз ретімді сақтау',
  ru: 'Сохранить мой порядок',
  en: 'Keep my order',
};
export const ESTIMATE: Phrase = { kk: 'Шамамен', ru: 'Оценка', en: 'Estimate' };
export const ESTIMATE_NOTICE: Phrase = {
  kk: 'Қашықтық пен уақыт шамамен есептелген: жол желісі емес, түзу қашықтық пен айналма коэффициенті алынған.',
  ru: 'Расстояние и время — оценка: по прямой с поправкой на извилистость, а не по дорожной сети.',
  en: 'Distance and time are an estimate: straight lines with a detour factor, not the road network.',
};
export const ORDER: Phrase = { kk: 'Жүру реті', ru: 'Порядок следования', en: 'Order of travel' };
export const DOWNLOAD_GPX: Phrase = { kk: 'GPX жүктеу', ru: 'Скачать GPX', en: 'Download GPX' };
export const SHOW_ALL: Phrase = {
  kk: 'Сапарды картадан көрсету',
  ru: 'Показать поездку на карте',
  en: 'Show the trip on the map',
};
export const CLEAR: Phrase = { kk: 'Сапарды тазалау', ru: 'Очистить поездку', en: 'Clear the trip' };
