/** Said to a service worker that waits: the reader wants the new version now. */
export const TAKE_OVER = 'take over';
