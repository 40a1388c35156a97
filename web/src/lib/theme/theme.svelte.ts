import { type Choice, choiceFrom, KEPT_AS, themeOf } from './choice';

/** The theme of the page: every tab of this device follows the same choice. */
class ThemeOfPage {
  #choice = $state<Choice>(choiceFrom(kept()));
  #isSystemDark = $state(false);
  readonly current = $derived(themeOf(this.#choice, this.#isSystemDark));

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#isSystemDark = dark.matches;
    dark.addEventListener('change', ({ matches }) => (this.#isSystemDark = matches));
    window.addEventListener('storage', ({ key }) => {
      if (key === KEPT_AS || key === null) this.#apply(choiceFrom(kept()));
    });
  }

  get choice(): Choice {
    return this.#choice;
  }

  choose(choice: Choice): void {
    keep(choice);
    this.#apply(choice);
  }

  #apply(choice: Choice): void {
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
    const scheme = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
    if (scheme) scheme.content = choice === 'system' ? 'light dark' : choice;
    this.#choice = choice;
  }
}

/** What is kept on the device; nothing where the browser keeps nothing. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(choice: Choice): void {
  try {
    if (choice === 'system') localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, choice);
  } catch {
    // The choice then holds until the page is left.
  }
}

export const theme = new ThemeOfPage();
