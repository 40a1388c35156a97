/** Phrases of a page that works without the atlas, and of its newer versions. */

import type { Phrase } from '../phrase';

export const CACHED_SHOWN: Phrase = {
  kk: 'Байланыс жоқ немесе баяу. Сақталған деректер көрсетілуде: {moment}.',
  ru: 'Связи нет или она слабая. Показаны сохранённые данные: {moment}.',
  en: 'There is no connection, or a slow one. What you see was saved on {moment}.',
};
export const NEW_VERSION: Phrase = {
  kk: 'Атластың жаңа нұсқасы дайын.',
  ru: 'Готова новая версия атласа.',
  en: 'A new version of the atlas is ready.',
};
export const TAKE_NEW_VERSION: Phrase = { kk: 'Жаңарту', ru: 'Обновить', en: 'Update' };
export const LATER: Phrase = { kk: 'Кейін', ru: 'Позже', en: 'Later' };
