/** Phrases of the links to the data behind what is shown. */

import type { Phrase } from '../phrase';

export const DATA_OF_OBJECT: Phrase = {
  kk: 'Осы нысанның деректері',
  ru: 'Данные этого объекта',
  en: 'Data of this object',
};
export const DATA_OF_LIST: Phrase = {
  kk: 'Осы тізімнің деректері',
  ru: 'Данные этого списка',
  en: 'Data of this list',
};
export const DATA_OF_ATLAS: Phrase = {
  kk: 'Атластың барлық деректері мен API',
  ru: 'Все данные атласа и API',
  en: 'All data of the atlas, and the API',
};
