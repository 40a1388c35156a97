/** Numbers, distances, times and years as each language writes them. */

import { KAZAKH_MONTHS } from './months';
import {
  counted,
  type CountedPhrase,
  inLanguage,
  type Language,
  LOCALES,
  type Phrase,
} from './phrase';

const KM: Phrase = { kk: '{n} км', ru: '{n} км', en: '{n} km' };
const M: Phrase = { kk: '{n} м', ru: '{n} м', en: '{n} m' };
const M2: Phrase = { kk: '{n} м²', ru: '{n} м²', en: '{n} m²' };
const HA: Phrase = { kk: '{n} га', ru: '{n} га', en: '{n} ha' };
const KM2: Phrase = { kk: '{n} км²', ru: '{n} км²', en: '{n} km²' };
const M2_OF_HA = 10_000;
const M2_OF_KM2 = 1_000_000;
/** Larger areas are told in square kilometres. */
const MOST_HA = 1000;
const MIN: Phrase = { kk: '{n} мин', ru: '{n} мин', en: '{n} min' };
const HOURS: Phrase = { kk: '{n} сағ', ru: '{n} ч', en: '{n} h' };
const DAYS: CountedPhrase = {
  kk: { other: '{n} күн' },
  ru: { one: '{n} день', few: '{n} дня', many: '{n} дней', other: '{n} дня' },
  en: { one: '{n} day', other: '{n} days' },
};
const MINUTES_IN_HOUR = 60;
const HOURS_IN_DAY = 24;
const BCE: Phrase = { kk: 'б.з.д. {n} ж.', ru: '{n} г. до н. э.', en: '{n} BCE' };

/** Kazakh groups digits as Russian does; not every browser has Kazakh rules of its own. */
const DIGITS: Phrase = { kk: 'ru-RU', ru: 'ru-RU', en: 'en-GB' };

export function numberText(n: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(DIGITS[language], { maximumFractionDigits: digits }).format(n);
}

/** A share between 0 and 1 as per cent. */
export function shareText(share: number, language: Language): string {
  return new Intl.NumberFormat(DIGITS[language], {
    style: 'percent',
    maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0,
  }).format(share);
}

/** Metres below one kilometre, kilometres above. */
export function lengthText(metres: number, language: Language): string {
  if (metres < 1000) return inLanguage(M, language, { n: numberText(metres, language) });
  const km = metres / 1000;
  return inLanguage(KM, language, { n: numberText(km, language, km < 100 ? 1 : 0) });
}

/** A measured length: metres below one kilometre, above it kilometres in three figures at least. */
export function measuredLengthText(metres: number, language: Language): string {
  if (Math.round(metres) < 1000) return lengthText(Math.round(metres), language);
  return inLanguage(KM, language, { n: threeFigures(metres / 1000, language) });
}

/** An area: square metres below one hectare, hectares below a thousand, then square kilometres. */
export function areaText(m2: number, language: Language): string {
  if (Math.round(m2) < M2_OF_HA) return inLanguage(M2, language, { n: numberText(m2, language) });
  const ha = m2 / M2_OF_HA;
  if (ha < MOST_HA) return inLanguage(HA, language, { n: threeFigures(ha, language) });
  return inLanguage(KM2, language, { n: threeFigures(m2 / M2_OF_KM2, language) });
}

function threeFigures(n: number, language: Language): string {
  if (n >= 100) return numberText(n, language);
  return numberText(n, language, n < 10 ? 2 : 1);
}

/** Hours and minutes within a day, whole hours within the second, days and hours beyond. */
export function minutesText(minutes: number, language: Language): string {
  const whole = Math.round(minutes);
  if (whole >= HOURS_IN_DAY * MINUTES_IN_HOUR) {
    return longText(Math.round(whole / MINUTES_IN_HOUR), language);
  }
  const hours = Math.floor(whole / MINUTES_IN_HOUR);
  const rest = whole % MINUTES_IN_HOUR;
  const parts = [];
  if (hours > 0) parts.push(hoursText(hours, language));
  if (rest > 0 || hours === 0) parts.push(inLanguage(MIN, language, { n: rest }));
  return parts.join(' ');
}

export function hoursText(hours: number, language: Language): string {
  return inLanguage(HOURS, language, { n: numberText(hours, language, 1) });
}

function longText(hours: number, language: Language): string {
  if (hours < 2 * HOURS_IN_DAY) return hoursText(hours, language);
  const days = counted(DAYS, Math.floor(hours / HOURS_IN_DAY), language);
  const rest = hours % HOURS_IN_DAY;
  return rest > 0 ? `${days} ${hoursText(rest, language)}` : days;
}

/** A year; negative years are before the common era. */
export function yearText(year: number, language: Language): string {
  return year < 0 ? inLanguage(BCE, language, { n: String(-year) }) : String(year);
}

/** A day such as 2024-06-12, or an instant, shown as Kazakhstan's day. */
export function dayText(iso: string, language: Language): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const instant = new Date(isDay ? `${iso}T00:00:00Z` : iso);
  const timeZone = isDay ? 'UTC' : 'Asia/Almaty';
  if (language === 'kk') return kazakhDay(instant, timeZone);
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone }).format(instant);
}

/** A day such as 2024-06-12 in figures, for where there is little room. */
export function shortDayText(day: string, language: Language): string {
  const [year, month, date] = day.split('-');
  return [date, month, year].join(language === 'en' ? '/' : '.');
}

function kazakhDay(instant: Date, timeZone: string): string {
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
  const [year, month, day] = iso.split('-').map(Number);
  return `${year} жылғы ${day} ${KAZAKH_MONTHS[(month ?? 1) - 1]}`;
}

export function moneyText(tenge: number, language: Language): string {
  return `${numberText(tenge, language)} ₸`;
}

/** A moment, in milliseconds since 1970, by the reader's own clock. */
export function momentText(milliseconds: number, language: Language): string {
  const moment = new Date(milliseconds);
  const local = new Date(milliseconds - moment.getTimezoneOffset() * 60_000).toISOString();
  return `${dayText(local.slice(0, 10), language)}, ${local.slice(11, 16)}`;
}
