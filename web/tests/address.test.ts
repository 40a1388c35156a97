import { describe, expect, it } from 'vitest';
import { hostOf } from '../src/lib/card/address';

describe('the host of a text', () => {
  it('is that of an address of the web', () => {
    expect(hostOf('https://egov.kz/cms/kk?a=1')).toBe('egov.kz');
    expect(hostOf('http://[::1]:8000/')).toBe('[::1]');
  });

  it.each([
    'http://[',
    'http://[::1',
    'https://%',
    'https://a b',
    'http://',
    'javascript:alert(1)',
    'see https://egov.kz',
    '',
  ])('is none for %j', (text) => {
    expect(hostOf(text)).toBeNull();
  });
});
