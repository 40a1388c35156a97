/** A coordinate system as an officer would be told of it. */

import type { Proposal } from '../api/ingest-types';
import { numberText } from '../language/numbers';
import { inLanguage, type Language } from '../language/phrase';
import { ACCURACY, SYSTEM_BY_ROWS, SYSTEM_FROM, SYSTEM_NAMED } from '../language/phrases/ingest-proposal';

/** The system's name, how it is known and how exact it is; nothing where that is not known. */
export function systemFacts({ crs }: Proposal, language: Language): string[] {
  if (!crs.code) return crs.from ? [SYSTEM_FROM[crs.from][language]] : [];
  const title = crs.title?.[language];
  const facts = [title && title !== crs.code ? named(title, crs.code, language) : crs.code];
  if (crs.from === 'detected') facts.push(byRows(crs, language));
  else if (crs.from) facts.push(SYSTEM_FROM[crs.from][language]);
  if (crs.accuracy_m !== null) {
    facts.push(inLanguage(ACCURACY, language, { m: numberText(crs.accuracy_m, language, 1) }));
  }
  return facts;
}

function named(title: string, code: string, language: Language): string {
  return title.includes(code) ? title : inLanguage(SYSTEM_NAMED, language, { title, code });
}

/** By how many of the rows that could be compared a system was found out. */
function byRows(crs: Proposal['crs'], language: Language): string {
  const found = crs.candidates.find((candidate) => candidate.code === crs.code);
  if (!found || found.share <= 0) return SYSTEM_FROM.detected[language];
  const all = Math.round(found.rows / found.share);
  return inLanguage(SYSTEM_BY_ROWS, language, {
    rows: numberText(found.rows, language),
    all: numberText(all, language),
  });
}
