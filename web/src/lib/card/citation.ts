/** What a record is based on, in the reader's language where the atlas knows the words. */

import { dayText } from '../language/numbers';
import { inLanguage, type Language, LANGUAGES, type Phrase } from '../language/phrase';
import { CITED, SEEN, STATED, WIKIPEDIA } from '../language/phrases/citation';
import { monthText } from '../period/names';

/** A source, and the language in which it is told; empty where nobody knows. */
export interface Citation {
  readonly text: string;
  readonly language: Language | '';
}

const BETWEEN = '; ';
const ARTICLE = /^Wikipedia: (.+)$/;
const STATEMENT = /^(.+) \/ (.+) \/ (.+): (https?:\/\/\S+) \(as of ([\d-]+), seen ([\d-]+)\)$/;
const SEEN_ON = /\(seen (\d{4}-\d{2}-\d{2})\)/g;

/** The sources of a text that lists them behind semicolons. */
export function citationsOf(text: string, language: Language): Citation[] {
  const found: Citation[] = [];
  let rest = text;
  while (rest) {
    const known = CITED.find((phrase) => formAt(rest, phrase) !== null);
    const own = known ? (formAt(rest, known) ?? '') : (rest.split(BETWEEN)[0] ?? rest);
    found.push(known ? { text: known[language], language } : spoken(own, language));
    rest = rest.slice(own.length + BETWEEN.length);
  }
  return found;
}

/** The days in a text on which pages were read, as the language writes them. */
export function withDays(text: string, language: Language): string {
  return text.replace(SEEN_ON, (_, day: string) =>
    inLanguage(SEEN, language, { seen: dayText(day, language) }),
  );
}

/** The form of a phrase with which the text begins, and which ends a source there. */
function formAt(text: string, phrase: Phrase): string | null {
  const forms = LANGUAGES.map((language) => phrase[language]);
  const begun = forms.find((form) => text === form || text.startsWith(form + BETWEEN));
  return begun ?? null;
}

function spoken(own: string, language: Language): Citation {
  const article = ARTICLE.exec(own)?.[1];
  if (article) return { text: inLanguage(WIKIPEDIA, language, { article }), language };
  const stated = STATEMENT.exec(own);
  if (!stated) return { text: withDays(own, language), language: '' };
  const [, kk = '', ru = '', en = '', address = '', since = '', seen = ''] = stated;
  const values = {
    title: { kk, ru, en }[language],
    address,
    since: dateText(since, language),
    seen: dayText(seen, language),
  };
  return { text: inLanguage(STATED, language, values), language };
}

/** A day, a month or a year such as 2025-02-07, 2026-01 or 2024. */
function dateText(iso: string, language: Language): string {
  const [, month, day] = iso.split('-');
  if (day !== undefined) return dayText(iso, language);
  return month === undefined ? iso : monthText(iso, language);
}
