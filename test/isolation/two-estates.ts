import { type Role, ROLES } from '#platform/identity';
import { browserOf, type Visit } from '#platform/testing-web';
import { type OfficeUnderTest, officeUnderTest } from '../office/office-app.js';
import { PASSWORD, type SmallEstate, smallEstate } from '../office/small-estate.js';

export interface TwoEstates extends OfficeUnderTest {
  /** Whose records must not be seen or touched. */
  readonly theirs: SmallEstate;
  /** Where the people who try belong. */
  readonly ours: SmallEstate;
}

/** The whole office with two TMOs in it, of the same make and with nothing in common. */
export async function twoEstates(): Promise<TwoEstates> {
  const office = await officeUnderTest();
  const theirs = await smallEstate(office.app, { mark: 'Quill', digit: 1 });
  const ours = await smallEstate(office.app, { mark: 'Ostrander', digit: 2 });
  return { ...office, theirs, ours };
}

export interface Person {
  readonly role: Role;
  get(path: string): Promise<Visit>;
  /** Sends a form with this content, and the token of our own pages. */
  submit(path: string, fields?: Record<string, string>): Promise<Visit>;
  /** Calls an endpoint. */
  call(path: string, body: unknown): Promise<Visit>;
}

/** Somebody of each role, signed in. */
export async function peopleOf(office: OfficeUnderTest, estate: SmallEstate): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const role of ROLES) people.push(await personOf(office, estate, role));
  return people;
}

export async function personOf(office: OfficeUnderTest, estate: SmallEstate, role: Role): Promise<Person> {
  const browser = browserOf(office.app);
  const email = estate.emails[role];
  const { status, html } = await browser.submit('/sign-in', { email, password: PASSWORD });
  if (status !== 303) throw new Error(`${email} could not sign in: ${status} ${html.slice(0, 500)}`);
  const { csrf_token } = JSON.parse((await browser.get('/api/csrf-token')).html) as { csrf_token: string };
  const token = { 'x-csrf-token': csrf_token };
  return {
    role,
    get: (path) => browser.get(path),
    submit: (path, fields = {}) => browser.post(path, new URLSearchParams(fields).toString(), token),
    call: (path, body) => browser.post(path, JSON.stringify(body), { ...token, 'content-type': 'application/json' }),
  };
}

/** Everything in a text that could only have come from this TMO's records, but for what the asker wrote there themselves. */
export function tracesOf(estate: SmallEstate, text: string, asked = ''): readonly string[] {
  const { mark, digit } = estate.names;
  const numbers = [
    `0770090000${digit}`,
    `1000990000\\d${digit}`,
    `${digit}77100\\d{3}`,
    `60161${digit}-3192681${digit}`,
  ];
  const ids = Object.values(estate.ids).filter((id) => /^[0-9a-f]{8}-/.test(id));
  const found = text.match(new RegExp([`\\w*${mark}\\w*`, ...numbers, ...ids].join('|'), 'gi')) ?? [];
  return [...new Set(found)].filter((trace) => !asked.includes(trace));
}
