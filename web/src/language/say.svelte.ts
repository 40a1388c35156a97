import { view } from '../view/store.svelte';
import { counted, type CountedPhrase, inLanguage, type Phrase, type Values } from './phrase';
import { numberText } from './numbers';

/** The phrase in the language that the page speaks now. */
export function say(phrase: Phrase, values: Values = {}): string {
  return inLanguage(phrase, view.current.language, values);
}

/** The counted phrase for `n` in the language that the page speaks now. */
export function sayCount(phrase: CountedPhrase, n: number): string {
  const language = view.current.language;
  return counted(phrase, n, language, numberText(n, language));
}
