/** Phrases of the choice between live tiles and archives. */

import type { Phrase } from '../phrase';

export const MAP_DATA: Phrase = { kk: 'Карта дерегі', ru: 'Данные карты', en: 'Map data' };
export const LIVE: Phrase = {
  kk: 'Қазіргі деректер',
  ru: 'Текущие данные',
  en: 'Present data',
};
export const OF_ARCHIVE: Phrase = {
  kk: 'Карта мұрағаттан салынды: кейінгі өзгерістер көрінбейді, өңір мен кезең сүзгілері картаға әсер етпейді.',
  ru: 'Карта нарисована из архива: более поздних изменений на ней нет, фильтры по региону и периоду на неё не действуют.',
  en: 'The map is drawn from an archive: it shows no later changes, and neither the region nor the period filters it.',
};
