import { describe, expect, it } from 'vitest';
import { monthOfYearText } from '../src/lib/language/months';
import { monthText, periodName } from '../src/lib/period/names';
import {
  beginning,
  datetimeOf,
  ending,
  isWithin,
  monthAt,
  monthsBetween,
  monthsLater,
  periodFrom,
  periodText,
} from '../src/lib/view/period';
import { MOST_MONTHS, monthsShown } from '../src/lib/period/shown';

const spring = { from: '2026-03', to: '2026-05' };

describe('a period', () => {
  it.each(['2026-03/2026-05', '2026-03/2026-03', '2026-03/..', '../2026-05'])(
    'is read from the address as it is written there: %s',
    (text) => {
      const period = periodFrom(text);
      expect(period && periodText(period)).toBe(text);
    },
  );

  it.each([null, '', '2026-03', '../..', '2026-05/2026-03', '2026-13/..', '2026-3/..', 'a/b', '2026-01/2026-02/2026-03'])(
    'is not read from %s',
    (text) => expect(periodFrom(text)).toBeNull(),
  );

  it('reaches from the first day to the last, also of a leap year', () => {
    expect(datetimeOf({ from: '2024-01', to: '2024-02' })).toBe('2024-01-01/2024-02-29');
    expect(datetimeOf({ from: '2025-12', to: '2025-12' })).toBe('2025-12-01/2025-12-31');
    expect(datetimeOf({ from: '2026-03', to: null })).toBe('2026-03-01/..');
    expect(datetimeOf({ from: null, to: '2026-02' })).toBe('../2026-02-28');
  });

  it('takes its other end along, so that it is never reversed', () => {
    expect(beginning(spring, '2026-07')).toEqual({ from: '2026-07', to: '2026-07' });
    expect(ending(spring, '2026-01')).toEqual({ from: '2026-01', to: '2026-01' });
    expect(beginning(spring, '2026-04')).toEqual({ from: '2026-04', to: '2026-05' });
    expect(ending(null, '2026-04')).toEqual({ from: null, to: '2026-04' });
  });

  it('is all time where both ends are open', () => {
    expect(beginning({ from: '2026-03', to: null }, null)).toBeNull();
    expect(ending({ from: null, to: '2026-03' }, null)).toBeNull();
  });

  it('holds its first and its last month', () => {
    const held = ['2026-02', '2026-03', '2026-05', '2026-06'].map((month) => isWithin(spring, month));
    expect(held).toEqual([false, true, true, false]);
    expect(isWithin({ from: null, to: '2026-03' }, '1999-01')).toBe(true);
  });
});

describe('months', () => {
  it('are counted over the turn of the year', () => {
    expect(monthsLater('2026-11', 3)).toBe('2027-02');
    expect(monthsLater('2026-01', -1)).toBe('2025-12');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it("are Kazakhstan's: the last evening of May in Greenwich is June in Astana", () => {
    expect(monthAt(new Date('2026-05-31T20:30:00Z'))).toBe('2026-06');
  });

  it('are named in each language', () => {
    expect(monthText('2026-03', 'kk')).toBe('2026 жылғы наурыз');
    expect(monthText('2026-03', 'ru')).toMatch(/^март 2026\sг\.$/);
    expect(monthText('2026-03', 'en')).toBe('March 2026');
    expect(monthOfYearText(12, 'kk')).toBe('желтоқсан');
    expect(monthOfYearText(12, 'ru')).toBe('декабрь');
  });
});

describe('the name of a period', () => {
  const plain = (text: string): string => text.replace(/\s/g, ' ');
  const names = (text: string): string[] => {
    const period = periodFrom(text);
    if (!period) throw new Error(text);
    return (['kk', 'ru', 'en'] as const).map((language) => plain(periodName(period, language)));
  };

  it('says a year once', () => {
    expect(names('2026-03/2026-05')).toEqual([
      '2026 жылғы наурыз – мамыр',
      'март – май 2026 г.',
      'March – May 2026',
    ]);
    expect(names('2026-01/2026-12')).toEqual(['2026 жыл', '2026 год', '2026']);
  });

  it('says both years where it spans two', () => {
    expect(names('2025-12/2026-01')[0]).toBe('2025 жылғы желтоқсан – 2026 жылғы қаңтар');
    expect(names('2025-12/2026-01')[2]).toBe('December 2025 – January 2026');
  });

  it('says where it is open', () => {
    expect(names('2026-03/..')).toEqual([
      '2026 жылғы наурыз айынан бері',
      'март 2026 г. и позже',
      'March 2026 and later',
    ]);
    expect(names('../2026-03')[0]).toBe('2026 жылғы наурыз айының соңына дейін');
  });
});

describe('a chart of months', () => {
  const count = (month: string | null, number: number) => ({ month, count: number, synthetic: 0 });

  it('shows months without objects as nought and leaves out what has no day', () => {
    expect(monthsShown([count('2026-01', 4), count('2026-03', 2), count(null, 9)], null)).toEqual([
      { month: '2026-01', count: 4 },
      { month: '2026-02', count: 0 },
      { month: '2026-03', count: 2 },
    ]);
    expect(monthsShown([count(null, 9)], null)).toEqual([]);
  });

  it('shows the newest months, or those about a period long ago', () => {
    const rows = [count('2001-01', 1), count('2010-05', 1), count('2026-03', 1)];
    const newest = monthsShown(rows, null);
    expect([newest[0]?.month, newest.at(-1)?.month]).toEqual(['2023-04', '2026-03']);
    expect(newest).toHaveLength(MOST_MONTHS);
    const old = monthsShown(rows, { from: '2010-01', to: '2010-12' }).map(({ month }) => month);
    expect(old).toContain('2010-01');
    expect(old).toContain('2010-12');
    expect(old).toHaveLength(MOST_MONTHS);
  });
});
