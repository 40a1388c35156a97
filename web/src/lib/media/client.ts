/** What the page asks the atlas about media, in the name of who has signed in. */

import { answerTo, json } from '../api/client';
import type { GalleryAnswer, LicencesAnswer, MediaAnswer } from '../api/atlas';
import type { ObjectRef } from '../api/requests';

type Credentials = Readonly<Record<string, string>>;

export interface Description {
  creator?: string | null;
  rights_holder?: string | null;
  licence?: string | null;
  may_be_shown?: boolean;
  caption?: Record<string, string | null>;
  alt?: Record<string, string | null>;
}

export class MediaClient {
  readonly #credentials: Credentials;

  constructor(credentials: Credentials | null) {
    this.#credentials = credentials ?? {};
  }

  async gallery(object: ObjectRef, signal: AbortSignal): Promise<GalleryAnswer> {
    const asked = new URLSearchParams({ layer: object.layer, feature: String(object.id) });
    return json(await this.#ask(`/api/media?${asked}`, { signal }));
  }

  async licences(signal: AbortSignal): Promise<LicencesAnswer> {
    return json(await this.#ask('/api/media/licences', { signal }));
  }

  async item(id: string): Promise<MediaAnswer> {
    return json(await this.#ask(`/api/media/${id}`, {}));
  }

  async describe(id: string, description: Description): Promise<void> {
    await this.#send('PATCH', `/api/media/${id}/about`, description);
  }

  async link(id: string, object: ObjectRef): Promise<void> {
    await this.#send('POST', `/api/media/${id}/links`, { layer: object.layer, feature: object.id });
  }

  async unlink(id: string, link: number): Promise<void> {
    await this.#send('DELETE', `/api/media/${id}/links/${link}`);
  }

  async order(object: ObjectRef, order: readonly string[]): Promise<void> {
    await this.#send('PUT', '/api/media/order', { layer: object.layer, feature: object.id, order });
  }

  async release(id: string): Promise<void> {
    await this.#send('POST', `/api/media/${id}/release`);
  }

  async remove(id: string): Promise<void> {
    await this.#send('DELETE', `/api/media/${id}`);
  }

  /** An address of a variant that needs no header: of one's own for the holder of a token. */
  async address(id: string, variant: string): Promise<string> {
    if (!('Authorization' in this.#credentials)) return `/api/media/${id}/${variant}`;
    const answer = await this.#send('POST', `/api/media/${id}/signed`, { variant });
    return (await json<{ href: string }>(answer)).href;
  }

  #send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = body === undefined ? undefined : { 'Content-Type': 'application/json' };
    return this.#ask(path, {
      method,
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(this.#credentials)) headers.set(name, value);
    return answerTo(path, { ...init, headers });
  }
}
