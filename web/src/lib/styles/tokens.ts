/** Tokens of the visual system for what cannot read style sheets: WebGL and canvas. */

const TOKEN = /^var\(--[\w-]+\)$/;

/** A value with each `var(--token)` in it as the colour that the token now has. */
export function resolved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' && TOKEN.test(part) ? colourOf(part) : part,
  ) as T;
}

/** The colour of a token, `var(--token)`, in the reader's theme, as `rgb(…)`. */
export function colourOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = token;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
