import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const FIRST_MONDAY = '2026-05-11T09:00:00+01:00';
const office = openOffice(FIRST_MONDAY);

journey('A rent account', (width) => {
  let estate: Estate;
  let officer: Visitor;
  let account: string;

  beforeAll(async () => {
    office.setClock(FIRST_MONDAY);
    estate = await makeEstate(office);
    await office.work(estate.ctx, 'rent.rent-run');
    office.setClock('2026-06-02T09:00:00+01:00');
    await office.work(estate.ctx, 'rent.rent-run');
    account = `${estate.base}/rent/accounts/${estate.account('1000001')}`;
    officer = await Visitor.arrive(office, width);
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
  });
  afterAll(() => officer?.leave());

  const rows = async () => (await officer.main.getByRole('row').allInnerTexts()).map((r) => r.replaceAll(/\s+/g, ' '));
  const owed = async () => (await officer.text(officer.page.locator('.c-fig__value'))).trim();

  it('is one step from the household, and its running balance ends in what is owed', async () => {
    await officer.searchFor(estate.reference('1000001'));
    await officer.follow('Rent');
    expect(officer.path).toBe(account);
    expect(await owed()).toBe('£550.83');
    const shown = await rows();
    expect(shown.find((r) => r.includes('1 June 2026'))).toMatch(/£108\.10.*£550\.83/);
    expect(shown.find((r) => r.includes('Balance at the end of 10 May 2026'))).toMatch(/£118\.43.*£118\.43/);
  });

  const see = async (asAt: string, known: string) => {
    if (!(await officer.field('As at the end of').isVisible()))
      await officer.page.getByText('See it as at another day, or as it was known then').click();
    await officer.fill('As at the end of', asAt);
    await officer.fill('As known at the end of', known);
    await officer.press('Show');
  };

  it('shows how it stood at the end of an earlier day', async () => {
    await see('24/5/2026', '');
    expect(await owed()).toBe('£334.63');
    expect(await officer.text()).toContain('as at 24 May 2026');
  });

  it('shows how it was known at the end of an earlier day, when the weeks missed had not been charged yet', async () => {
    await see('24/5/2026', '12/5/2026');
    expect(await owed()).toBe('£226.53');
    expect(await officer.text()).toContain('as known on 12 May 2026');
    expect((await rows()).filter((r) => r.includes('Rent for the week'))).toHaveLength(1);
  });

  it('corrects a mistake by an equal and opposite entry, linked to the one that was wrong', async () => {
    await officer.go(account);
    await officer.follow('Correct this', officer.row('Rent for the week of 25 May 2026'));
    expect(await officer.text()).toContain('Nothing is deleted');
    await officer.tick('It should not have been charged');
    await officer.press('Reverse it');
    expect(await officer.text()).toContain('Both entries stay on the account');
    expect(await owed()).toBe('£442.73');
    const both = (await rows()).filter((r) => r.includes('week of 25 May 2026'));
    expect(both.map((r) => /(−?£[\d.]+)/.exec(r)?.[1])).toEqual(expect.arrayContaining(['£108.10', '−£108.10']));
  });

  it('leads from the entry that was wrong to the one that put it right, and back', async () => {
    await officer.follow('25 May 2026', officer.row(/^\s*25 May 2026\s*Rent for the week/));
    expect(await officer.page.getByRole('button', { name: 'Reverse it' }).count()).toBe(0);
    await officer.follow('A later entry');
    expect(await officer.text()).toContain('Reverses');
    expect(await officer.text()).toContain('Amara Okonkwo');
    await officer.follow(/^Entry \d+$/);
    expect(await officer.heading()).toContain('Rent for the week of 25 May 2026');
  });

  it('still shows, as known then, what was believed before the correction', async () => {
    office.setClock('2026-06-03T09:00:00+01:00');
    await officer.go(`${account}?known=2026-06-01`);
    expect(await owed()).toBe('£226.53');
  });

  it('charges the reversed week again only when somebody says so', async () => {
    await office.work(estate.ctx, 'rent.rent-run');
    await officer.go(`${account}/charges`);
    await officer.press('Charge the week of 25 May 2026 again');
    expect(await owed()).toBe('£550.83');
  });

  it('stands in the list of who owes what, the largest first', async () => {
    await officer.go(`${estate.base}/rent/arrears`);
    const names = (await officer.main.getByRole('rowheader').allInnerTexts()).map((n) => n.split('\n')[0]);
    expect(names[0]).toBe('Miss Una Doyle');
    expect(names).toContain('Mr Ivo Novák');
    expect(names).not.toContain('Willow Lets Ltd');
    expect(await officer.text(officer.row('Mr Ivo Novák'))).toMatch(/£310\.00.*Closed 26 April 2026/);
  });

  it('lists who owed what at the end of an earlier day', async () => {
    await officer.page.getByText('Choose which, and as at which day').click();
    await officer.choose('Tenants', 'Current');
    await officer.fill('As at the end of', '10/5/2026');
    await officer.press('Show');
    expect(await officer.text()).toMatch(/£1,352\.99.*2 accounts/);
  });

  it('gives the list as a file that says the same', async () => {
    const { name, text } = await officer.download(/CSV/);
    expect(name).toMatch(/^arrears-2026-05-10\.csv$/);
    const lines = text.trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('Miss Una Doyle');
    expect(lines[1]).toContain('1234.56');
    expect(lines[2]).toContain('118.43');
  });

  it('leaves a log that verifies', async () => {
    expect(await office.faults(estate.ctx)).toEqual([]);
  });
});
