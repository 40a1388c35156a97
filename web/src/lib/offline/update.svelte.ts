import { TAKE_OVER } from './messages';

/** A newer version of the page that has been fetched and waits until the reader wants it. */
class Update {
  isOffered = $state(false);
  #waiting: ServiceWorker | null = null;

  /** Listens for newer versions for as long as the page lives. */
  async watch(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.ready;
    this.#offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed') this.#offer(registration.waiting);
      });
    });
  }

  /** Shows the new version now. */
  take(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage(TAKE_OVER);
  }

  /** The reader goes on with what there is; the next start of the page brings the new version. */
  decline(): void {
    this.isOffered = false;
  }

  #offer(worker: ServiceWorker | null): void {
    this.#waiting = worker;
    this.isOffered = worker !== null && navigator.serviceWorker.controller !== null;
  }
}

export const update = new Update();
