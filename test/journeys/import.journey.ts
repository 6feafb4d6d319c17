import { readFileSync } from 'node:fs';
import { establishTmo } from '#contexts/agreement/agreement.module.js';
import { setRentYear } from '#contexts/rent/rent.module.js';
import type { TmoContext } from '#platform/event-store';
import { journey, openOffice, Visitor } from './kit/index.js';

const office = openOffice('2026-11-22T09:00:00Z');
const extract = readFileSync(new URL('../fixtures/import/willow-extract.csv', import.meta.url));
const faults = JSON.parse(
  readFileSync(new URL('../fixtures/import/willow-extract.faults.json', import.meta.url), 'utf8'),
) as { record: number; column: string }[];

journey('A council’s extract', (width) => {
  let ctx: TmoContext;
  let base: string;
  let manager: Visitor;

  beforeAll(async () => {
    ctx = await office.openTmo('Willow Court');
    base = `/t/${ctx.tmo_id}`;
    await office.send(ctx, establishTmo, {
      name: 'Willow Court',
      council_name: 'Northbridge Council',
      from: '2020-04-01',
    });
    await office.send(ctx, setRentYear, { year: '2026', starts_on: '2026-04-06', weeks: 52, free_weeks: [] });
    manager = await Visitor.arrive(office, width);
    await manager.signIn(await office.person(ctx, 'Mary Adeyemi', ['manager']));
  });
  afterAll(() => manager?.leave());

  it('is uploaded as the council exports it, and its columns are known by their names', async () => {
    await manager.go(`${base}/imports`);
    await manager.press('Upload an extract');
    await manager.attach('The council’s extract', 'willow.csv', extract);
    await manager.press('Upload');
    expect(await manager.text()).toContain('20 records');
    expect(await manager.field('Property reference').inputValue()).toBe('Asset No');
    expect(await manager.field('Tenancy reference').inputValue()).toBe('Account No');
  });

  it('is tried out: every wrong record is named with its column, what is wrong and what to do', async () => {
    await manager.press('Check the file');
    for (const { record, column } of faults)
      expect(await manager.text(manager.row(new RegExp(`Record\\s${record}\\D`)).first())).toContain(column);
    expect(await manager.text()).toContain('9 wrong records');
  });

  it('puts nothing in by being tried out', async () => {
    await manager.searchFor('Wójcik');
    expect(await manager.text()).toContain('Nothing here begins with that');
    await manager.go(`${base}/homes`);
    expect(await manager.text()).not.toContain('Willow Court 1');
    await manager.go(`${base}/imports`);
    await manager.follow('willow.csv');
  });

  it('gives the wrong records as a file to send back, in which nothing is a formula', async () => {
    const { name, text } = await manager.download(/Save them all as CSV/);
    expect(name).toBe('wrong-records.csv');
    expect(text.trim().split(/\r?\n/)).toHaveLength(10);
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it('does not go in until what is odd is ticked and the wrong records are left out in so many words', async () => {
    await manager.press(/^Put 11 records in/);
    expect(manager.status).toBe(400);
    expect(await manager.text()).toContain('Check what you typed');
  });

  it('does not go in with a day for the balances that has not come, and keeps what was ticked', async () => {
    for (const box of await manager.main.getByRole('checkbox').all()) await box.check();
    await manager.fill('The last day that the balances hold', '26/11/2026');
    await manager.press(/^Put 11 records in/);
    expect(manager.status).toBe(422);
    expect(await manager.text()).toContain('26 November 2026 has not come yet');
    for (const box of await manager.main.getByRole('checkbox').all()) expect(await box.isChecked()).toBe(true);
    expect(await office.db.inTmo(ctx, (tx) => tx.query('select from home where tmo_id = $1', [ctx.tmo_id]))).toEqual(
      [],
    );
  });

  it('goes in as a whole', async () => {
    await manager.fill('The last day that the balances hold', '22/11/2026');
    await manager.press(/^Put 11 records in/);
    expect(await manager.heading()).toContain('This extract is in');
    expect(await manager.text()).toContain('9 records left out');
  });

  it('brings joint tenants, leaseholders, empty homes and balances, each as they are', async () => {
    await manager.searchFor("o'brien");
    const text = await manager.text();
    expect(await manager.heading()).toBe("Mr Seán O'BRIEN and Mrs Bríd O'Brien, 2 Willow Court");
    expect(text).toContain('£12.06 in credit');
    await manager.searchFor('Willow "Lets"');
    expect(await manager.text()).toContain('Leaseholder');
    await manager.go(`${base}/homes/empty`);
    expect(await manager.text()).toContain('5 Willow Court');
  });

  it('each fact names the record of the file that it comes from', async () => {
    await manager.searchFor('wojcik');
    expect(await manager.text()).toContain('record 2 of willow.csv');
  });

  it('is known when it is uploaded again, under whatever name', async () => {
    await manager.go(`${base}/imports/new`);
    await manager.attach('The council’s extract', 'willow again.csv', extract);
    await manager.press('Upload');
    expect(manager.status).toBe(422);
    expect(await manager.text()).toContain('This very file was uploaded before');
  });

  it('a file that is no extract is refused in words', async () => {
    await manager.attach('The council’s extract', 'letter.csv', '%PDF-1.7 …');
    await manager.press('Upload');
    expect(await manager.text()).toContain('This is a PDF');
  });

  it('leaves a log that verifies', async () => {
    expect(await office.faults(ctx)).toEqual([]);
  });
});
