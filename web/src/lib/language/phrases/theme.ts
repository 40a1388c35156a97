/** Phrases of the choice between light and dark. */

import type { Phrase } from '../phrase';

export const THEME: Phrase = { kk: 'Көрініс', ru: 'Оформление', en: 'Appearance' };
export const CHOICE_NAMES = {
  system: { kk: 'Жүйедегідей', ru: 'Как в системе', en: 'As in the system' },
  light: { kk: 'Ашық', ru: 'Светлое', en: 'Light' },
  dark: { kk: 'Қараңғы', ru: 'Тёмное', en: 'Dark' },
} satisfies Record<string, Phrase>;
