import { homesContext } from '#contexts/homes/homes.module.js';
import { rentContext } from '#contexts/rent/rent.module.js';
import { tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { Database } from '#platform/database';
import { SuppliedClock, type TmoContext } from '#platform/event-store';
import { identityMigrations, type Role } from '#platform/identity';
import { KeptFiles, Vault } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb, type Visit } from '#platform/testing-web';
import { willow } from '../../../test/fixtures/import/samples.js';
import { ExtractImport, importsContext } from './imports.module.js';
import { ImportsOfficeModule } from './imports.office.module.js';

const BOUNDARY = 'a-boundary-of-no-file';
const { file, faults } = willow();
const NEEDED = { leave_out: 'yes', as_at: '22/11/2026' };

describe('the pages of imports', () => {
  const vault = new Vault('ab'.repeat(32));
  const clock = new SuppliedClock('2026-11-25T09:00:00.000Z');
  let log: TestLog;
  let officer: TestWeb;
  let ctx: TmoContext;

  const as = (roles: Role[]): Promise<TestWeb> => {
    const files = new KeptFiles(vault);
    const service = new ExtractImport(log.db, log.executor, clock, files);
    return testWeb({
      controllers: Reflect.getMetadata('controllers', ImportsOfficeModule) as never[],
      providers: [
        { provide: Database, useValue: log.db },
        { provide: KeptFiles, useValue: files },
        { provide: ExtractImport, useValue: service },
        Provenances,
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
    });
  };

  // Each page walk has a database of its own, because each puts the same homes in.
  beforeEach(async () => {
    const contexts = [agreementContext, homesContext, tenanciesContext(vault), rentContext, importsContext];
    log = await testLog([...contexts, { name: 'identity', migrations: identityMigrations }], { clock, vault });
    ctx = await log.openTmo('willow');
    officer = await as(['officer']);
  });
  afterEach(async () => {
    await officer.close();
    await log.close();
  });

  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const to = (visit: Visit) => String(visit.headers['location']);

  async function upload(bytes: Buffer, name = 'extract.csv', command_id?: string): Promise<Visit> {
    const { html } = await officer.get('/t/1/imports/new');
    const field = (key: string, value: string) =>
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
    const body = [
      field('_csrf', hidden(html, '_csrf')),
      field('command_id', command_id ?? hidden(html, 'command_id')),
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="extract"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
      bytes.toString('utf8'),
      `\r\n--${BOUNDARY}--\r\n`,
    ].join('');
    return officer.post('/t/1/imports/new', body, { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` });
  }

  /** As a browser sends what the page chose by itself. */
  function chosen(html: string): Record<string, string> {
    const fields: Record<string, string> = { date_order: 'day-first' };
    for (const [, name, options] of html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
      fields[name ?? ''] = /<option value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? '';
    return fields;
  }

  /** Uploaded, columns as guessed: the address of the dry run. */
  async function checkedFile(bytes = file): Promise<string> {
    const here = to(await upload(bytes));
    const columns = `${here}/columns`;
    const fields = chosen((await officer.get(columns)).html);
    const saved = await officer.submit(columns, fields);
    expect([saved.status, to(saved)]).toEqual([303, here]);
    return here;
  }

  /** Sends the form of the dry run with these ticks. */
  async function put(here: string, fields: Record<string, string>, ticks: readonly [string, string][]): Promise<Visit> {
    const { html } = await officer.get(here);
    const body = new URLSearchParams({ ...fields, checked: hidden(html, 'checked') });
    for (const name of ['_csrf', 'command_id']) body.set(name, hidden(html, name));
    for (const [name, value] of ticks) body.append(name, value);
    return officer.post(here, body.toString());
  }
  const ticksOf = (html: string): [string, string][] =>
    [...html.matchAll(/name="tick" type="checkbox" value="([^"]+)"/g)].map(([, value]) => ['tick', value ?? '']);

  it('lead from the file to the columns, to what would go in, and in', async () => {
    const sent = await upload(file, 'Willow Court November.csv');
    expect(sent.status).toBe(303);
    const here = to(sent);
    expect(to(await officer.get(here))).toBe(`${here}/columns`);
    const { html } = await officer.get(`${here}/columns`);
    expect(html).toContain('Willow Court November.csv');
    expect(chosen(html)).toMatchObject({
      property_ref: 'Asset No',
      address_1: 'House No',
      full_name: 'Tenant Name',
      balance: 'Current Balance',
    });
    await officer.submit(`${here}/columns`, chosen(html));

    const dry = (await officer.get(here)).html;
    for (const { record, why } of faults) {
      expect(dry).toContain(`Record\u00a0${record}<`);
      expect(dry).toContain(why.slice(1));
    }
    expect(dry).toContain('9 wrong records');
    expect(dry).toContain('Put 11 records in');
    expect(/id="as_at"[^>]*value="([^"]*)"/.exec(dry)?.[1]).toBe('22/11/2026');

    const done = await put(here, NEEDED, ticksOf(dry));
    expect([done.status, to(done)]).toEqual([303, here]);
    const applied = (await officer.get(here)).html;
    expect(applied).toContain('This extract is in');
    expect(applied).toContain('9 records left out');
    expect(applied).toContain('£1,961.20');
    expect((await officer.get('/t/1/imports')).html).toContain('Put in');
  });

  it('keep what was ticked and typed when something is still to be done, one by one or a kind at a time', async () => {
    const here = await checkedFile(Buffer.from(file.toString('utf8').replaceAll(/07700 90000[13]/g, '0770')));
    const ticks = ticksOf((await officer.get(here)).html);
    expect(ticks).toHaveLength(3);
    const first = ticks.slice(0, 1);
    const { status, html } = await put(here, { as_at: '15/11/2026' }, first);
    expect(status).toBe(400);
    expect(html).toContain('Say that the 9 wrong records are to be left out');
    expect(html).toContain('href="#tick-phone-malformed"');
    expect(html).toContain('and tick what is not ticked yet');
    expect(html).toContain('value="15/11/2026"');
    const boxes = [...html.matchAll(/name="tick" type="checkbox" value="([^"]+)"( checked)?/g)];
    expect(boxes.filter(([, , checked]) => checked).map(([, value]) => value)).toEqual(first.map(([, value]) => value));
    const kinds: [string, string][] = [
      ['tick_all', 'phone-malformed'],
      ['tick_all', 'looks-like-a-formula'],
    ];
    expect((await put(here, NEEDED, kinds.slice(0, 1))).html).toContain('value="phone-malformed" checked');
    expect((await put(here, NEEDED, kinds)).status).toBe(303);
  });

  it('say in words what is refused, keep the ticks, and leave nothing behind', async () => {
    const here = await checkedFile();
    const ticks = ticksOf((await officer.get(here)).html);
    const { status, html } = await put(here, { ...NEEDED, as_at: '26/11/2026' }, ticks);
    expect(status).toBe(422);
    expect(html).toContain('26 November 2026 has not come yet');
    expect(html.match(/name="tick" type="checkbox" value="[^"]+" checked/g)).toHaveLength(ticks.length);
    expect((await officer.get('/t/1/imports')).html).toContain('To be looked at');
  });

  it('show what came of it to whoever presses the button again', async () => {
    const here = await checkedFile();
    const ticks = ticksOf((await officer.get(here)).html);
    const { html } = await officer.get(here);
    const body = new URLSearchParams({ ...NEEDED, checked: hidden(html, 'checked') });
    for (const name of ['_csrf', 'command_id']) body.set(name, hidden(html, name));
    for (const [name, value] of ticks) body.append(name, value);
    const both = await Promise.all([officer.post(here, body.toString()), officer.post(here, body.toString())]);
    expect(both.map((visit) => [visit.status, to(visit)])).toEqual([
      [303, here],
      [303, here],
    ]);
    expect(to(await officer.get(`${here}/columns`))).toBe(here);
  });

  it('name what is wrong with a file, with its record, and take nothing in', async () => {
    const cut = await upload(Buffer.from('UPRN,Property Ref\n1,"P1\n'));
    expect(cut.status).toBe(400);
    expect(cut.html).toContain('a quote (&quot;) is opened and never closed');
    expect((await upload(Buffer.from('%PDF-1.7'))).html).toContain('This is a PDF');
    const none = await officer.submit('/t/1/imports/new', {});
    expect([none.status, none.html.includes('Choose the file to upload')]).toEqual([400, true]);
    expect((await officer.get('/t/1/imports')).html).toContain('No extract was uploaded yet');
  });

  it('know a file that was uploaded before, and lead there', async () => {
    const here = to(await upload(file));
    const again = await upload(file, 'renamed.csv');
    expect(again.status).toBe(422);
    expect(again.html).toContain('This very file was uploaded before');
    expect(again.html).toContain(`href="${here}"`);
  });

  it('keep the choice of columns when it does not serve yet', async () => {
    const here = to(await upload(file));
    const columns = `${here}/columns`;
    const fields = { ...chosen((await officer.get(columns)).html), tenure: '', heating: 'Weekly Rent' };
    const { status, html } = await officer.submit(columns, fields);
    expect(status).toBe(400);
    expect(html).toContain('No column is chosen for the tenure. Choose the column that holds it.');
    expect(html).toContain('Chosen for weekly rent and for weekly heating charge');
    expect(chosen(html)).toMatchObject({ tenure: '', heating: 'Weekly Rent', balance: 'Current Balance' });
  });

  it('give the wrong records as a file, without formulas, before and after', async () => {
    const here = await checkedFile();
    const csv = await officer.get(`${here}/wrong-records.csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.html).toContain('15,Current Balance,25.00,differs from the other record of the same tenancy');
    expect((await officer.get(`${here}/warnings.csv`)).html).toContain('looks-like-a-formula');
    await put(here, NEEDED, ticksOf((await officer.get(here)).html));
    expect((await officer.get(`${here}/wrong-records.csv`)).html).toBe(csv.html);
  });

  it('throw a file away, after asking', async () => {
    const here = to(await upload(file, 'mistake.csv'));
    expect((await officer.get(`${here}/discard`)).html).toContain('Throw this file away?');
    expect(to(await officer.submit(`${here}/discard`, {}))).toBe('/t/1/imports');
    expect((await officer.get('/t/1/imports')).html).toContain('Thrown away');
    expect((await officer.get(here)).status).toBe(404);
  });

  it('let nobody in without the permission, and know no file that was not uploaded here', async () => {
    const finance = await as(['finance']);
    expect((await finance.get('/t/1/imports')).status).toBe(403);
    await finance.close();
    const elsewhere = '/t/1/imports/018f0000-0000-7000-8000-0000000000aa';
    for (const path of ['', '/columns', '/wrong-records.csv', '/warnings.csv', '/discard'])
      expect([path, (await officer.get(`${elsewhere}${path}`)).status]).toEqual([path, 404]);
    expect((await officer.get(`/api${elsewhere}/dry-run`)).status).toBe(404);
  });

  it('are endpoints too: looked at, applied and asked again', async () => {
    const here = `/api${await checkedFile()}`;
    const run = JSON.parse((await officer.get(`${here}/dry-run`)).html) as {
      checked: string;
      warnings: { key: string }[];
      left_out: number[];
    };
    expect(run.left_out).toEqual(faults.map((f) => f.record));
    const token = hidden((await officer.get('/t/1/imports/new')).html, '_csrf');
    const apply = async (body: object) => {
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
      const { status, html } = await officer.post(`${here}/apply`, JSON.stringify(body), headers);
      return { status, body: JSON.parse(html) as Record<string, unknown> };
    };
    const all = { as_at: '2026-11-22', ticked: run.warnings.map((w) => w.key), leave_out: true, checked: run.checked };
    expect(await apply({ ...all, as_at: '22/11/2026' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'as_at' }] },
    });
    expect(await apply({ ...all, ticked: [] })).toMatchObject({ status: 400 });
    expect(await apply({ ...all, as_at: '2026-11-26' })).toMatchObject({
      status: 422,
      body: { code: 'extract-of-a-future-day' },
    });
    for (let time = 0; time < 2; time += 1)
      expect(await apply(all)).toMatchObject({ status: 200, body: { status: 'applied', counts: { homes: 9 } } });
    expect(JSON.parse((await officer.get(here)).html)).toMatchObject({ status: 'applied', records: 20 });
  });
});
