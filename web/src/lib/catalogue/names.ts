/** Names in the reader's language, with the language that was really found. */

import type { Name, Properties } from '../api/types';
import { type Language, LANGUAGES } from '../language/phrase';

export interface SpokenName {
  readonly text: string;
  readonly language: Language;
}

/** The languages in which a name is looked for: the reader's, then Kazakh, Russian, English. */
function searched(language: Language): Language[] {
  return [language, ...LANGUAGES.filter((other) => other !== language)];
}

/** The best name for a reader; null where none is known. */
export function spokenName(name: Name, language: Language): SpokenName | null {
  for (const candidate of searched(language)) {
    const text = name[candidate];
    if (text) return { text, language: candidate };
  }
  return null;
}

/** The names in the other languages, each once and none equal to the best one. */
export function otherNames(name: Name, language: Language): SpokenName[] {
  const best = spokenName(name, language);
  const others: SpokenName[] = [];
  for (const candidate of LANGUAGES) {
    const text = name[candidate];
    const said = [best, ...others].some((known) => known?.text === text);
    if (text && !said) others.push({ text, language: candidate });
  }
  return others;
}

/** The three columns `<stem>_kk`, `<stem>_ru`, `<stem>_en` as one name. */
export function nameIn(properties: Properties, stem = 'name'): Name {
  const part = (language: Language): string | null => {
    const value = properties[`${stem}_${language}`];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { kk: part('kk'), ru: part('ru'), en: part('en') };
}
