import { DEFAULT_LANGUAGE, type Language } from './phrase';

/** The language that the page speaks now; the view of the page sets it. */
class Spoken {
  language = $state<Language>(DEFAULT_LANGUAGE);
}

export const spoken = new Spoken();
