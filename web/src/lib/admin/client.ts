/** What the page asks the atlas about people, roles, organisations and how it is doing. */

import { answerTo, json } from '../api/client';
import type { components } from '../api/atlas';

type Schemas = components['schemas'];
export type Person = Schemas['PersonAnswer'];
export type PeoplePage = Schemas['PeoplePage'];
export type Invited = Schemas['InvitedAnswer'];
export type UserRole = Schemas['UserRoleAnswer'];
export type Membership = Schemas['MembershipAnswer'];
export type Organisation = Schemas['OrganisationRecord'];
export type OrganisationsPage = Schemas['OrganisationsPage'];
export type PeopleList = Schemas['PeopleListAnswer'];
export type Health = Schemas['HealthReport'];
export type Storage = Schemas['StorageReport'];
export type SettingsReport = Schemas['SettingsReport'];
export type TaskPage = Schemas['TaskPage'];

/** What is sent with every request beside the cookie: the key of a program, where one is used. */
type Credentials = Readonly<Record<string, string>>;

export class AdminClient {
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  people(asked: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PeoplePage> {
    return this.get(`/api/people?${said(asked)}`, signal);
  }

  person(id: number, signal: AbortSignal): Promise<Person> {
    return this.get(`/api/people/${id}`, signal);
  }

  invite(body: unknown, signal: AbortSignal): Promise<Invited> {
    return this.send('POST', '/api/people', body, signal);
  }

  giveRole(id: number, body: unknown, signal: AbortSignal): Promise<Person> {
    return this.send('POST', `/api/people/${id}/roles`, body, signal);
  }

  endRole(id: number, membership: number, signal: AbortSignal): Promise<Person> {
    return this.send('DELETE', `/api/people/${id}/roles/${membership}`, null, signal);
  }

  makeLink(id: number, signal: AbortSignal): Promise<Invited> {
    return this.send('POST', `/api/people/${id}/link`, null, signal);
  }

  signOut(id: number, signal: AbortSignal): Promise<Person> {
    return this.send('DELETE', `/api/people/${id}/sessions`, null, signal);
  }

  close(id: number, signal: AbortSignal): Promise<Person> {
    return this.send('POST', `/api/people/${id}/close`, null, signal);
  }

  async roles(signal: AbortSignal): Promise<UserRole[]> {
    return (await this.get<Schemas['UserRolesAnswer']>('/api/roles', signal)).roles;
  }

  putRole(role: string, body: unknown, signal: AbortSignal): Promise<UserRole> {
    return this.send('PUT', `/api/roles/${encodeURIComponent(role)}`, body, signal);
  }

  organisations(asked: Readonly<Record<string, string>>, signal: AbortSignal): Promise<OrganisationsPage> {
    return this.get(`/api/organisations?${said(asked)}`, signal);
  }

  keepOrganisation(id: number | null, body: unknown, signal: AbortSignal): Promise<Organisation> {
    const path = id === null ? '/api/organisations' : `/api/organisations/${id}`;
    return this.send(id === null ? 'POST' : 'PUT', path, body, signal);
  }

  async importPeople(file: File, dryRun: boolean, signal: AbortSignal): Promise<PeopleList> {
    const body = new FormData();
    body.set('file', file);
    const init = { method: 'POST', signal, headers: this.#credentials, body };
    return json(await answerTo(`/api/people/import?dry_run=${dryRun}`, init));
  }

  tasks(signal: AbortSignal): Promise<TaskPage> {
    return this.get('/api/tasks?all=true&limit=50', signal);
  }

  async stopTask(id: string, signal: AbortSignal): Promise<void> {
    await this.send('POST', `/api/tasks/${id}/stop`, null, signal);
  }

  get<T>(path: string, signal: AbortSignal): Promise<T> {
    return answerTo(path, { signal, headers: this.#credentials }).then((answer) => json<T>(answer));
  }

  async send<T>(method: string, path: string, body: unknown, signal: AbortSignal): Promise<T> {
    const headers = { ...this.#credentials, ...(body === null ? {} : { 'Content-Type': 'application/json' }) };
    const sent = body === null ? {} : { body: JSON.stringify(body) };
    return json<T>(await answerTo(path, { method, signal, headers, ...sent }));
  }
}

/** The query of what is really asked. */
function said(asked: Readonly<Record<string, string>>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}
