import { counted, type CountedPhrase, inLanguage, type Phrase, type Values } from './phrase';
import { numberText } from './numbers';
import { spoken } from './spoken.svelte';

/** The phrase in the language that the page speaks now. */
export function say(phrase: Phrase, values: Values = {}): string {
  return inLanguage(phrase, spoken.language, values);
}

/** The counted phrase for `n` in the language that the page speaks now. */
export function sayCount(phrase: CountedPhrase, n: number): string {
  const language = spoken.language;
  return counted(phrase, n, language, numberText(n, language));
}
