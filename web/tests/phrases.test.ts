import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../src/lib/language/phrase';

/** Every phrase module, so that a new one is checked without being named here. */
const modules = import.meta.glob('../src/lib/language/phrases/*.ts', { eager: true });

type Leaf = string | { other: string };

function isPhrase(value: unknown): value is Record<string, Leaf> {
  return typeof value === 'object' && value !== null && 'kk' in value;
}

function phrasesIn(value: unknown, path: string): [string, Record<string, Leaf>][] {
  if (isPhrase(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => phrasesIn(inner, `${path}.${name}`));
}

function texts(leaf: Leaf | undefined): string[] {
  if (leaf === undefined) return [];
  return typeof leaf === 'string' ? [leaf] : Object.values(leaf);
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

const phrases = phrasesIn(modules, '');

describe('phrases', () => {
  it('are found', () => {
    expect(phrases.length).toBeGreaterThan(100);
  });

  it.each(phrases)('%s says something in each language', (_path, phrase) => {
    expect(Object.keys(phrase).sort()).toEqual([...LANGUAGES].sort());
    for (const language of LANGUAGES) {
      expect(texts(phrase[language]).length).toBeGreaterThan(0);
      for (const text of texts(phrase[language])) expect(text.trim()).not.toBe('');
    }
  });

  it.each(phrases)('%s has the same places to fill in each language', (_path, phrase) => {
    const forms = LANGUAGES.flatMap((language) => texts(phrase[language]).map(placeholders));
    for (const form of forms) expect(form).toEqual(forms[0]);
  });

  it.each(phrases)('%s is written in the letters of its languages', (_path, phrase) => {
    for (const text of texts(phrase['ru'])) {
      const own = text.replaceAll('«Туған жер»', '');
      expect(own).not.toMatch(/[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/);
    }
    for (const text of texts(phrase['en'])) expect(text).not.toMatch(/[а-яё]/i);
  });
});

describe('the sources', () => {
  const components = import.meta.glob('../src/**/*.{svelte,ts}', {
    eager: true,
    query: '?raw',
    import: 'default',
  }) as Record<string, string>;
  const code = Object.values(components).join('\n');
  const named = Object.values(modules).flatMap((module) => Object.keys(module as object));

  it.each(named)('use the phrase %s', (name) => {
    expect(code.match(new RegExp(`\\b${name}\\b`, 'g'))?.length).toBeGreaterThan(1);
  });

  /** Names and letters that are the same in every language, regular data, what openapi.json says. */
  const MAY_HOLD_CYRILLIC = /api\/atlas\.ts|language\/|catalogue\/fields\.ts|atlas-map\.ts|frame\/Ornament/;

  it.each(Object.keys(components).filter((path) => !MAY_HOLD_CYRILLIC.test(path)))(
    '%s holds no Cyrillic text of its own',
    (path) => {
      expect(components[path]).not.toMatch(/[а-яёәғқңөұүһі]/i);
    },
  );
});
