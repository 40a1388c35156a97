import { describe, expect, it } from 'vitest';
import {
  dayText,
  lengthText,
  minutesText,
  moneyText,
  numberText,
  shareText,
  shortDayText,
  yearText,
} from '../src/lib/language/numbers';
import { counted, filled, preferredLanguage } from '../src/lib/language/phrase';

/** Different browsers put different kinds of blanks between digits. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('numbers', () => {
  it('are grouped as the language does', () => {
    expect(plain(numberText(12986, 'kk'))).toBe('12 986');
    expect(plain(numberText(12986, 'ru'))).toBe('12 986');
    expect(numberText(12986, 'en')).toBe('12,986');
  });

  it('become kilometres from a thousand metres on', () => {
    expect(plain(lengthText(350, 'kk'))).toBe('350 м');
    expect(plain(lengthText(1500, 'ru'))).toBe('1,5 км');
    expect(plain(lengthText(1_234_400, 'en'))).toBe('1,234 km');
  });

  it('become hours and minutes', () => {
    expect(minutesText(0, 'en')).toBe('0 min');
    expect(minutesText(60, 'ru')).toBe('1 ч');
    expect(minutesText(135.4, 'kk')).toBe('2 сағ 15 мин');
  });

  it('become whole hours from a day on, and days from the second on', () => {
    expect(plain(minutesText(39 * 60 + 12, 'ru'))).toBe('39 ч');
    expect(minutesText(24 * 60, 'kk')).toBe('24 сағ');
    expect(minutesText(48 * 60, 'ru')).toBe('2 дня');
    expect(minutesText(5 * 24 * 60 + 7.4 * 60, 'ru')).toBe('5 дней 7 ч');
    expect(minutesText(21 * 24 * 60, 'ru')).toBe('21 день');
    expect(minutesText(55 * 60, 'kk')).toBe('2 күн 7 сағ');
    expect(minutesText(55 * 60, 'en')).toBe('2 days 7 h');
  });

  it('become years of either era', () => {
    expect(yearText(1405, 'kk')).toBe('1405');
    expect(yearText(-3500, 'kk')).toBe('б.з.д. 3500 ж.');
    expect(yearText(-3500, 'ru')).toBe('3500 г. до н. э.');
    expect(yearText(-3500, 'en')).toBe('3500 BCE');
  });

  it('become shares and money', () => {
    expect(plain(shareText(0.4064, 'ru'))).toBe('41 %');
    expect(shareText(0.004, 'en')).toBe('0.4%');
    expect(plain(moneyText(1_500_000, 'kk'))).toBe('1 500 000 ₸');
  });
});

describe('days', () => {
  it('are written out in each language', () => {
    expect(dayText('2026-06-01', 'kk')).toBe('2026 жылғы 1 маусым');
    expect(plain(dayText('2026-06-01', 'ru'))).toBe('1 июня 2026 г.');
    expect(dayText('2026-06-01', 'en')).toBe('1 June 2026');
  });

  it('are written in figures where there is little room', () => {
    expect(shortDayText('2026-06-01', 'kk')).toBe('01.06.2026');
    expect(shortDayText('2026-06-01', 'en')).toBe('01/06/2026');
  });

  it("are Kazakhstan's: an evening in Greenwich is the next day in Astana", () => {
    expect(dayText('2026-06-01T20:30:00Z', 'en')).toBe('2 June 2026');
  });
});

describe('phrases', () => {
  it('are filled by name and leave unknown places alone', () => {
    expect(filled('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  it('follow the number in Russian', () => {
    const objects = {
      kk: { other: '{n} нысан' },
      ru: { one: '{n} объект', few: '{n} объекта', many: '{n} объектов', other: '{n} объекта' },
      en: { one: '{n} object', other: '{n} objects' },
    };
    expect([1, 3, 5, 21].map((n) => counted(objects, n, 'ru'))).toEqual([
      '1 объект',
      '3 объекта',
      '5 объектов',
      '21 объект',
    ]);
    expect(counted(objects, 1, 'kk')).toBe('1 нысан');
  });

  it("are in the reader's first known language, else in Kazakh", () => {
    expect(preferredLanguage(['de-DE', 'ru-RU', 'en'])).toBe('ru');
    expect(preferredLanguage(['de', 'fr'])).toBe('kk');
  });
});
