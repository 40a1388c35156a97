/** Light or dark: the reader's choice, else the system's. */

export type Theme = 'light' | 'dark';
export const CHOICES = ['system', 'light', 'dark'] as const;
export type Choice = (typeof CHOICES)[number];

/** Under this name the choice stays on the device; `static/theme.js` reads it as well. */
export const KEPT_AS = 'atlas-theme';

/** The choice that a text names; whatever else it is, the system's. */
export function choiceFrom(text: string | null): Choice {
  return CHOICES.find((choice) => choice === text) ?? 'system';
}

export function themeOf(choice: Choice, isSystemDark: boolean): Theme {
  if (choice !== 'system') return choice;
  return isSystemDark ? 'dark' : 'light';
}
