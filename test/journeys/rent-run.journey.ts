import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const FIRST_MONDAY = '2026-05-11T09:00:00+01:00';
const office = openOffice(FIRST_MONDAY);

journey('The weekly rent run', (width) => {
  let estate: Estate;
  let officer: Visitor;
  let colleague: Visitor;

  beforeAll(async () => {
    office.setClock(FIRST_MONDAY);
    estate = await makeEstate(office);
    officer = await Visitor.arrive(office, width);
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
  });
  afterAll(() => officer?.leave());

  const balance = async (number: string) => {
    await officer.go(`${estate.base}/rent/accounts/${estate.account(number)}`);
    return officer.text();
  };

  it('stands on the home page on its Monday, because it is due', async () => {
    expect(await officer.text(officer.row('Weekly rent run'))).toContain('11 May 2026');
  });

  it('shows before anything is charged whom it would charge what, and names whom it cannot', async () => {
    await officer.go(`${estate.base}/rent/runs`);
    await officer.follow('Week of 11 May 2026');
    const text = await officer.text();
    // 5 households of whom one has no charges set, a garage and an empty home.
    expect(text).toContain('6 charged + 0 charged before + 1 not charged = 7 accounts');
    expect(text).toContain('£527.45');
    const row = officer.row(estate.reference('1000007'));
    expect(await officer.text(row)).toMatch(/no charges/i);
  });

  it('charges the week by one press of a button', async () => {
    colleague = await officer.anotherTab();
    await colleague.go(officer.path);
    await officer.press('Charge the week');
    expect(await officer.text()).toContain('6 accounts charged £527.45; 1 not charged, named below');
    expect(await balance('1000001')).toContain('£226.53');
  });

  it('charges nobody twice when somebody with the page still open presses it too', async () => {
    await colleague.press('Charge the week');
    expect(await colleague.text()).toContain('6 charged + 0 charged before + 1 not charged = 7 accounts');
    expect(await balance('1000001')).toContain('£226.53');
  });

  it('charges whom it could not, once that is put right, and nobody else', async () => {
    await officer.go(`${estate.base}/rent/runs/2026-05-11`);
    await officer.follow(estate.reference('1000007'));
    await officer.fill('Rent a week', '131.00');
    await officer.fill('From', '11/5/2026');
    await officer.press('Set charges');
    await officer.go(`${estate.base}/rent/runs/2026-05-11`);
    expect(await officer.text()).toContain('1 charged + 6 charged before + 0 not charged = 7 accounts');
    await officer.press('Run it again');
    expect(await balance('1000007')).toContain('£131.00');
    expect(await balance('1000001')).toContain('£226.53');
  });

  it('a run that nobody saw to for three weeks is made up by the duty: three runs, the oldest first', async () => {
    office.setClock('2026-06-02T09:00:00+01:00');
    await officer.go(`${estate.base}/rent/runs`);
    expect(await officer.text()).toContain('3 runs outstanding');
    await office.work(estate.ctx, 'rent.rent-run');
    await officer.go(`${estate.base}/rent/runs`);
    const rows = await officer.main.getByRole('rowheader').allInnerTexts();
    expect(rows.slice(0, 4)).toEqual(['1 June 2026', '25 May 2026', '18 May 2026', '11 May 2026']);
    expect(await officer.text()).not.toContain('outstanding');
    expect(await balance('1000001')).toContain('£550.83');
  });

  it('each week stands on the account under its own Monday', async () => {
    const text = await officer.text();
    for (const day of ['18 May 2026', '25 May 2026', '1 June 2026']) expect(text).toContain(day);
    await officer.go(`${estate.base}/duties`);
    expect(await officer.text()).toContain('Nothing is outstanding');
  });

  it('refuses a week that has not begun, and says when it can be run', async () => {
    await officer.go(`${estate.base}/rent/runs/2026-06-08`);
    expect(await officer.text()).toMatch(/not begun/);
    expect(await officer.page.getByRole('button', { name: 'Charge the week' }).count()).toBe(0);
  });

  it('leaves a log that verifies', async () => {
    expect(await office.faults(estate.ctx)).toEqual([]);
  });
});
