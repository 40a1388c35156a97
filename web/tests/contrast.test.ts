import { describe, expect, it } from 'vitest';
import { coloursOf, THEMES } from './tokens';

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

type Pair = [text: string, ground: string];

const TONES = ['red', 'amber', 'green', 'blue', 'grey'];
const READING_PAIRS: Pair[] = ['surface', 'paper', 'sunken'].flatMap((ground): Pair[] => [
  ['ink', ground],
  ['ink-soft', ground],
  ['accent', ground],
]);
const TEXT_PAIRS: Pair[] = [
  ...READING_PAIRS,
  ['on-accent', 'accent'],
  ['on-accent', 'accent-deep'],
  ['on-banner', 'banner'],
  ['on-banner-soft', 'banner'],
  ['gold', 'banner'],
  ['surface', 'ink'],
  ['accent', 'accent-soft'],
  ['accent-deep', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink-soft', 'accent-soft'],
  ...TONES.flatMap((tone): Pair[] => [
    [`tone-${tone}`, `tone-${tone}-soft`],
    [`tone-${tone}`, 'surface'],
    [`tone-${tone}`, 'paper'],
    ['ink', `tone-${tone}-soft`],
    ['on-tone', `tone-${tone}`],
  ]),
];
const EDGE_PAIRS: Pair[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'paper'],
  ['accent', 'surface'],
];

describe.each(THEMES)('contrast in the %s theme', (theme) => {
  const colours = coloursOf(theme);
  const more = coloursOf(theme, { moreContrast: true });

  function between(pair: Pair, all: Map<string, string>): number {
    const [one, other] = pair.map((name) => all.get(name));
    if (!one || !other) throw new Error(`no colour for ${pair.join(' or ')}`);
    return contrast(one, other);
  }

  it.each(TEXT_PAIRS)('%s can be read on %s', (...pair) => {
    expect(between(pair, colours)).toBeGreaterThanOrEqual(4.5);
    expect(between(pair, more)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGE_PAIRS)('the edge %s of a control is seen on %s', (...pair) => {
    expect(between(pair, colours)).toBeGreaterThanOrEqual(3);
    expect(between(pair, more)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(READING_PAIRS)('%s stands out on %s for who asks for more', (...pair) => {
    expect(between(pair, more)).toBeGreaterThanOrEqual(7);
  });
});

it('the contrast of black on white is 21, as the standard says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
