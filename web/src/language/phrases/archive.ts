/** Phrases of the choice between live tiles and archives. */

import type { Phrase } from '../phrase';

export const MAP_DATA: Phrase = { kk: 'Карта дерегі', ru: 'Данные карты', en: 'Map data' };
export const LIVE: Phrase = {
  kk: 'Қазіргі деректер',
  ru: 'Текущие данные',
  en: 'Present data',
};
export const OF_ARCHIVE: Phrase = {
  kk: 'Карта мұрағаттан салынды: кейінгі өзгерістер көрінбейді, өңір сүзгісі картаға әсер етпейді.',
  ru: 'Карта нарисована из архива: более поздних изменений на ней нет, фильтр по региону на неё не действует.',
  en: 'The map is drawn from an archive: it shows no later changes, and the region does not filter it.',
};
