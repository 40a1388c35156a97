import { describe, expect, it } from 'vitest';
import { partsOf } from '../src/lib/card/address';

describe('addresses in a text', () => {
  it('are links by their hosts, and nothing else is', () => {
    expect(partsOf('“at risk” — https://zonakz.net/2024/a-b (seen).')).toEqual([
      { text: '“at risk” — ' },
      { text: 'zonakz.net', href: 'https://zonakz.net/2024/a-b' },
      { text: ' (seen).' },
    ]);
    expect(partsOf('See https://a.kz/x.')).toEqual([
      { text: 'See ' },
      { text: 'a.kz', href: 'https://a.kz/x' },
      { text: '.' },
    ]);
    expect(partsOf('https://egov.kz/cms/kk?a=1')).toEqual([
      { text: 'egov.kz', href: 'https://egov.kz/cms/kk?a=1' },
    ]);
  });

  it.each(['http://[', 'http://[::1', 'https://%', 'http://', 'javascript:alert(1)', 'egov.kz'])(
    'are none in %j',
    (text) => {
      expect(partsOf(text)).toEqual([{ text }]);
    },
  );
});
