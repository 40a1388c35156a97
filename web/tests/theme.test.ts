import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { choiceFrom, KEPT_AS, themeOf } from '../src/lib/theme/choice';

describe('the theme', () => {
  it('is the one chosen, whatever the system has', () => {
    expect(themeOf('light', true)).toBe('light');
    expect(themeOf('dark', false)).toBe('dark');
  });

  it('is that of the system without a choice', () => {
    expect([themeOf('system', true), themeOf('system', false)]).toEqual(['dark', 'light']);
  });

  it.each([null, '', 'sepia', '__proto__'])('that %j is chosen means the system', (text) => {
    expect(choiceFrom(text)).toBe('system');
  });

  it('is read at the start by the name under which it is kept', () => {
    const start = readFileSync(new URL('../static/theme.js', import.meta.url), 'utf8');
    expect(start).toContain(`localStorage.getItem('${KEPT_AS}')`);
  });
});
