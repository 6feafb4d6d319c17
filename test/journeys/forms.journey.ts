import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const office = openOffice('2026-05-11T09:00:00+01:00');

journey('Sending a form more than once', (width) => {
  let estate: Estate;
  let officer: Visitor;
  let charges: string;

  beforeAll(async () => {
    estate = await makeEstate(office);
    charges = `${estate.base}/rent/accounts/${estate.account('1000007')}/charges`;
    officer = await Visitor.arrive(office, width);
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
  });
  afterAll(() => officer?.leave());

  const sets = () =>
    office.db.inTmo(estate.ctx, async (tx) => {
      const rows = await tx.query<{ n: number }>(
        `select count(*)::int as n from event where tmo_id = $1 and stream_id = $2 and type = 'rent.charges-set.v1'`,
        [estate.ctx.tmo_id, `rent-account/${estate.account('1000007')}`],
      );
      return rows[0]?.n;
    });

  it('sends it once', async () => {
    await officer.go(charges);
    await officer.fill('From', '11/5/2026');
    await officer.fill('Rent a week', '131.00');
    await officer.press('Set charges');
    expect(await sets()).toBe(1);
  });

  it('after the back button the same form again does nothing a second time', async () => {
    await officer.back();
    await officer.press('Set charges');
    expect(await officer.text()).toContain('£131.00');
    expect(await sets()).toBe(1);
  });

  it('after the back button with a changed amount it says that it was sent already, and keeps what was typed', async () => {
    await officer.back();
    await officer.fill('Rent a week', '141.00');
    await officer.press('Set charges');
    expect(officer.status).toBe(409);
    expect(await officer.text()).toContain('You already sent this');
    expect(await officer.field('Rent a week').inputValue()).toBe('141.00');
    expect(await sets()).toBe(1);
  });

  it('sends the changed amount as a new one when that is what is wanted', async () => {
    await officer.press('Set charges');
    expect(officer.status).toBe(200);
    expect(await officer.text()).toContain('£141.00');
    expect(await sets()).toBe(2);
  });

  it('takes a double click for one', async () => {
    await officer.fill('Rent a week', '151.00');
    await officer.loading(() => officer.page.getByRole('button', { name: 'Set charges' }).dblclick());
    expect(await officer.text()).toContain('£151.00');
    expect(await sets()).toBe(3);
  });

  it('in a second tab a correction that was made meanwhile is refused in words, not made twice', async () => {
    const path = `${estate.base}/rent/accounts/${estate.account('1000001')}`;
    await officer.go(path);
    await officer.follow('Correct this');
    const second = await officer.anotherTab();
    await second.go(officer.path);
    for (const tab of [officer, second]) {
      await tab.tick('The balance brought in was wrong');
      await tab.press('Reverse it');
    }
    expect(await officer.text()).toContain('£0.00');
    expect(second.status).toBe(422);
    expect(await second.text()).toMatch(/reversed already|already.*reversed/i);
    await second.page.close();
  });

  it('two tabs stand in two TMOs and each stays in its own', async () => {
    const manager = await Visitor.arrive(office, width);
    const other = await office.openTmo('Elsewhere');
    const person = await office.person(estate.ctx, 'Mary Adeyemi', ['manager']);
    await office.join(other, person, ['manager']);
    await manager.signIn(person);
    await manager.follow('Wrenfield Estate');
    const tab = await manager.anotherTab();
    await tab.go(`/t/${other.tmo_id}`);
    await manager.searchFor('doyle');
    expect(await manager.heading()).toContain('Una Doyle');
    await tab.searchFor('doyle');
    expect(await tab.text()).toContain('Nothing here begins with that');
    await manager.leave();
  });
});
