import { newUuid } from '#kernel';
import { Database } from '#platform/database';
import { Registry } from '#platform/event-store';
import { may, type Permission, type Route, routesOf } from '#platform/identity';
import type { Visit } from '#platform/testing-web';
import type { SmallEstate } from '../office/small-estate.js';
import { checksumOf } from './checksum.js';
import { peopleOf, type Person, tracesOf, type TwoEstates, twoEstates } from './two-estates.js';

interface TmoRoute extends Route {
  readonly permission: Permission;
}

let both: TwoEstates;
let people: readonly Person[];
let routes: readonly TmoRoute[];
let before: Record<string, string>;

beforeAll(async () => {
  both = await twoEstates();
  people = await peopleOf(both, both.ours);
  routes = routesOf(both.app).flatMap((route) =>
    route.access?.kind === 'permit' ? [{ ...route, permission: route.access.permission }] : [],
  );
  before = await checksumOf(both.app.get(Database), both.theirs.tmo_id);
}, 120_000);

afterAll(() => both?.close());

/** The address of a route with this TMO and these ids; an id that no small estate has is a gap in test/office/small-estate.ts. */
function addressOf(route: Route, tmo_id: number, ids: Readonly<Record<string, string>>): string {
  return route.path
    .replace(':tmo', String(tmo_id))
    .replace('*', 'nowhere')
    .replaceAll(/:(\w+)/g, (_, name: string) => {
      const id = ids[name];
      if (id === undefined) throw new Error(`${route.path}: say in small-estate.ts what :${name} is`);
      return encodeURIComponent(id);
    });
}

function ask(person: Person, route: Route, address: string): Promise<Visit> {
  return route.method === 'GET' ? person.get(address) : person.submit(address);
}

/** Walks with everybody at once, each in their own order, and gives every complaint. */
async function complaints(
  walk: (person: Person, complain: (what: string) => void) => Promise<void>,
): Promise<string[]> {
  const found: string[] = [];
  await Promise.all(people.map((person) => walk(person, (what) => found.push(`${person.role}: ${what}`))));
  return found.sort();
}

const params = (route: Route) =>
  [...route.path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []).filter((n) => n !== 'tmo');

/** The ids of ours with theirs in the place of one, of each in turn, or of all. */
function foreignIds(route: Route, ours: SmallEstate, theirs: SmallEstate): Record<string, string>[] {
  const differ = params(route).filter((name) => ours.ids[name] !== theirs.ids[name]);
  const all = Object.fromEntries(differ.map((name) => [name, theirs.ids[name] ?? '']));
  const each = differ.map((name) => ({ ...ours.ids, [name]: theirs.ids[name] ?? '' }));
  return differ.length > 1 ? [...each, { ...ours.ids, ...all }] : each;
}

describe('every page and endpoint under a TMO', () => {
  it('opens in one’s own TMO exactly for the roles that the matrix names', async () => {
    const { ours } = both;
    expect(routes.length).toBeGreaterThan(100);
    const walk = (some: readonly TmoRoute[]) =>
      complaints(async (person, complain) => {
        for (const route of some) {
          const address = addressOf(route, ours.tmo_id, ours.ids);
          const { status } = await ask(person, route, address);
          const allowed = may([person.role], route.permission);
          const opened = status !== 403 && status !== 401 && status < 500;
          if (allowed ? !opened : status !== 403) complain(`${route.method} ${address} ${status}`);
          if (allowed && route.method === 'GET' && !route.path.includes('*') && ![200, 303].includes(status))
            complain(`${route.method} ${address} ${status}, though everything it names is there`);
        }
      });
    // First everybody looks, and then everybody sends: what one has thrown away another cannot look at.
    const wrong = [
      ...(await walk(routes.filter((r) => r.method === 'GET'))),
      ...(await walk(routes.filter((r) => r.method !== 'GET'))),
    ];
    expect(wrong).toEqual([]);
  }, 180_000);

  it('is not there at all in another TMO’s place, whatever one is in one’s own', async () => {
    const { theirs } = both;
    const wrong = await complaints(async (person, complain) => {
      for (const route of routes) {
        const address = addressOf(route, theirs.tmo_id, theirs.ids);
        const { status, html } = await ask(person, route, address);
        const traces = tracesOf(theirs, html, address);
        if (status !== 404 || traces.length > 0) complain(`${route.method} ${address} ${status} ${traces.join(', ')}`);
      }
    });
    expect(wrong).toEqual([]);
  }, 180_000);

  it('shows nothing of another TMO when it is asked for by that TMO’s ids', async () => {
    const { ours, theirs } = both;
    let asked = 0;
    const wrong = await complaints(async (person, complain) => {
      for (const route of routes) {
        for (const ids of foreignIds(route, ours, theirs)) {
          const address = addressOf(route, ours.tmo_id, ids);
          const { status, html } = await ask(person, route, address);
          asked += 1;
          const traces = tracesOf(theirs, html, address);
          const answer = status === 404 || status === 403 || status === 400 || status === 422 || status === 303;
          if (!answer || traces.length > 0) complain(`${route.method} ${address} ${status} ${traces.join(', ')}`);
        }
      }
    });
    expect(asked).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  }, 180_000);

  it('finds nothing of another TMO, by whatever is searched for or typed into an address', async () => {
    const { ours, theirs } = both;
    const wrong: string[] = [];
    for (const route of routes.filter((r) => r.method === 'GET' && params(r).length === 0 && !r.path.includes('*'))) {
      const person = people.find(({ role }) => may([role], route.permission));
      for (const text of theirs.search) {
        const typed = encodeURIComponent(text);
        const query = ['q', 'search', 'block', 'kind', 'status', 'page'].map((name) => `${name}=${typed}`).join('&');
        const address = `${addressOf(route, ours.tmo_id, {})}?${query}`;
        const visit = await person?.get(address);
        const traces = tracesOf(theirs, visit?.html ?? '', `${text} ${typed}`);
        if (!visit || visit.status >= 500 || traces.length > 0)
          wrong.push(`${address} ${visit?.status} ${traces.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('finds one’s own by the same searches, so that the searches above are such as find', async () => {
    const { ours } = both;
    const officer = people.find((p) => p.role === 'officer');
    const found = await Promise.all(
      ours.search.map(async (text) => {
        const visit = await officer?.get(`/t/${ours.tmo_id}/search?q=${encodeURIComponent(text)}`);
        return visit?.status === 303 || tracesOf(ours, visit?.html ?? '', text).length > 0;
      }),
    );
    expect(found).toEqual(ours.search.map(() => true));
  });
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** The payload with another value in the place of each id in turn. */
function withForeignIds(
  ours: unknown,
  theirs: unknown,
  path = '',
): { readonly path: string; readonly payload: unknown }[] {
  if (typeof ours === 'string' && typeof theirs === 'string') {
    return UUID.test(ours) && ours !== theirs ? [{ path, payload: theirs }] : [];
  }
  if (ours === null || theirs === null || typeof ours !== 'object' || typeof theirs !== 'object') return [];
  return Object.entries(ours).flatMap(([key, value]) => {
    const other = (theirs as Record<string, unknown>)[key];
    return withForeignIds(value, other, path === '' ? key : `${path}.${key}`).map(({ path: at, payload }) => ({
      path: at,
      payload: Array.isArray(ours) ? ours.with(Number(key), payload) : { ...ours, [key]: payload },
    }));
  });
}

/** The sender makes this id as much as the id of a stream. */
const MADE_BY_THE_SENDER = new Set(['tenancies.add-alert alert_id']);
/** Kept as they came and leading nowhere: nothing looks them up when they are sent. */
const NOT_LOOKED_UP = new Set([
  'rent.open-account tenancy_id',
  'rent.open-account home_id',
  'rent.receive-line statement_id',
]);

/** The same as the beginning of another record: a new id for the stream, other numbers and names, the ids it refers to kept. */
function anew(payload: unknown, stream_id: string): unknown {
  if (typeof payload === 'string') {
    if (payload === stream_id) return newUuid();
    if (UUID.test(payload) || /^\d{4}-\d\d-\d\d$/.test(payload)) return payload;
    return payload.replaceAll(/\d/g, () => String(1 + Math.floor(Math.random() * 9)));
  }
  if (Array.isArray(payload)) return payload.map((item) => anew(item, stream_id));
  if (payload === null || typeof payload !== 'object') return payload;
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, anew(value, stream_id)]));
}

describe('every command, sent to its endpoint', () => {
  const endpoint = (type: string, tmo_id: number) => `/api/t/${tmo_id}/${type.replace('.', '/')}`;
  const hasEndpoint = (type: string) => routes.some((r) => r.path === `/api/t/:tmo/${type.replace('.', '/')}`);
  const manager = () => {
    const found = people.find((p) => p.role === 'manager');
    if (!found) throw new Error('there is no manager');
    return found;
  };

  it('reaches no record of another TMO by an id among what is sent', async () => {
    const { ours, theirs } = both;
    const wrong: string[] = [];
    let tried = 0;
    for (const { type, streamId } of both.app.get(Registry).commands.values()) {
      if (!hasEndpoint(type)) continue;
      const [mine, other] = [both.sentTo(ours.tmo_id).get(type), both.sentTo(theirs.tmo_id).get(type)];
      for (const { path, payload } of withForeignIds(mine, other)) {
        // An id that only begins a record of one's own is nobody else's, whatever it is.
        if (MADE_BY_THE_SENDER.has(`${type} ${path}`) || streamId(payload) !== streamId(mine)) continue;
        for (const attempt of [payload, anew(payload, streamId(mine))]) {
          const { status, html } = await manager().call(endpoint(type, ours.tmo_id), attempt);
          tried += 1;
          const traces = tracesOf(theirs, html, JSON.stringify(attempt));
          const taken = status === 200 && !NOT_LOOKED_UP.has(`${type} ${path}`);
          if (taken || status >= 500 || traces.length > 0)
            wrong.push(`${type} with their ${path}: ${status} ${traces.join(', ')}`);
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  }, 60_000);

  it('may be sent again as another TMO sent it, and does nothing there', async () => {
    const { ours, theirs } = both;
    const wrong: string[] = [];
    for (const type of [...both.app.get(Registry).commands.keys()].toReversed()) {
      const payload = both.sentTo(theirs.tmo_id).get(type);
      if (!hasEndpoint(type)) continue;
      const { status, html } = await manager().call(endpoint(type, ours.tmo_id), payload);
      const traces = tracesOf(theirs, html, JSON.stringify(payload));
      if (status >= 500 || traces.length > 0) wrong.push(`${type}: ${status} ${traces.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('after all that', () => {
  it('not a row of the other TMO is another than before', async () => {
    expect(await checksumOf(both.app.get(Database), both.theirs.tmo_id)).toEqual(before);
  });
});
