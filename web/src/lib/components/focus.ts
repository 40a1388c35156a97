/** Where the keyboard's focus goes when what is shown changes. */

/** An attachment that moves the focus to a heading as it appears, so that it is read out. */
export function focusWhenShown(heading: HTMLElement): void {
  heading.tabIndex = -1;
  // A ring says what can be pressed; a heading cannot.
  heading.style.outline = 'none';
  heading.focus({ preventScroll: false });
}
