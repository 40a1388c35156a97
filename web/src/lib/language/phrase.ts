/** Phrases in Kazakh, Russian and English: a phrase without all three does not compile. */

export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'kk';

export type Phrase = Readonly<Record<Language, string>>;

type Forms = Readonly<{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>>;
/** A phrase whose form follows a number, written `{n}`. */
export type CountedPhrase = Readonly<Record<Language, Forms>>;

export type Values = Readonly<Record<string, string | number>>;

export const LOCALES: Phrase = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' };

const pluralRules: Record<Language, Intl.PluralRules> = {
  kk: new Intl.PluralRules('kk'),
  ru: new Intl.PluralRules('ru'),
  en: new Intl.PluralRules('en'),
};

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The template with each `{name}` replaced by its value. */
export function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

export function inLanguage(phrase: Phrase, language: Language, values: Values = {}): string {
  return filled(phrase[language], values);
}

/** The form of a counted phrase that belongs to `n`; `shown` is how the number is written. */
export function counted(
  phrase: CountedPhrase,
  n: number,
  language: Language,
  shown: string = String(n),
): string {
  const forms = phrase[language];
  return filled(forms[pluralRules[language].select(n)] ?? forms.other, { n: shown });
}

/** The first language of a reader's list that the atlas speaks; Kazakh when there is none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    if (isLanguage(primary)) return primary;
  }
  return DEFAULT_LANGUAGE;
}
