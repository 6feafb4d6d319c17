import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const office = openOffice('2026-06-08T09:00:00+01:00');

journey('The management agreement', (width) => {
  let estate: Estate;
  let manager: Visitor;

  beforeAll(async () => {
    estate = await makeEstate(office);
    manager = await Visitor.arrive(office, width);
  });
  afterAll(() => manager?.leave());

  const said = async (name: string) => manager.text(manager.row(name).first());

  it('says of a function that the agreement does not list that it is not delegated, never that it is nothing', async () => {
    await manager.signIn(await office.person(estate.ctx, 'Mary Adeyemi', ['manager']));
    await manager.go(`${estate.base}/agreement`);
    expect(await manager.text()).toContain('Wrenfield Estate manages for Northbridge Council since 1 April 2020');
    expect(await said('Gas servicing')).toMatch(/Not delegated/i);
    expect(await said('Rent collection')).toMatch(/Not delegated/i);
    expect(await manager.text()).not.toMatch(/\b0\b/);
  });

  it('takes the edition and who keeps the rent ledger, each from a day', async () => {
    await manager.follow(/edition/);
    await manager.tick('Modular Management Agreement, 2013');
    await manager.fill('From', '1/4/2020');
    await manager.press('Save');
    await manager.follow(/rent ledger/);
    await manager.tick('The TMO keeps it');
    await manager.fill('From', '1/4/2020');
    await manager.press('Save');
    const text = await manager.text();
    expect(text).toContain('Modular Management Agreement, 2013, since 1 April 2020');
    expect(text).toContain('The TMO keeps it, since 1 April 2020');
  });

  it('hands a function to the TMO from a day, and says so beside it', async () => {
    await manager.follow('Rent collection');
    await manager.tick('TMO');
    await manager.fill('From', '6/4/2026');
    await manager.press('Save');
    expect(await said('Rent collection')).toMatch(/TMO 6 Apr 2026|TMO Since 6 Apr 2026/i);
  });

  it('shows the agreement as at an earlier day, when the function was not delegated yet', async () => {
    await manager.fill('See the agreement as at another day', '5/4/2026');
    await manager.press('Show');
    expect(await said('Rent collection')).toMatch(/Not delegated/i);
    expect(await said('Rent collection')).toMatch(/TMO from 6 Apr 2026/);
    await manager.back();
  });

  it('says what is missing when a form is sent empty, and keeps what was typed', async () => {
    await manager.follow('Arrears');
    await manager.fill('From', '31/2/2026');
    await manager.press('Save');
    expect(manager.status).toBe(400);
    expect(await manager.text()).toContain('Choose who is responsible');
    expect(await manager.field('From').inputValue()).toBe('31/2/2026');
  });

  it('corrects a wrong entry and keeps both in sight', async () => {
    await manager.tick('Council');
    await manager.fill('From', '6/4/2026');
    await manager.press('Save');
    await manager.follow('Arrears');
    await manager.follow('Correct this');
    await manager.tick('Shared');
    await manager.press('Correct it');
    expect(await said('Arrears')).toContain('Shared');
    await manager.follow('Arrears');
    expect(await manager.text(manager.row('Corrected'))).toContain('Council');
  });

  it('refuses a second entry from the same day and says what to do', async () => {
    await manager.tick('TMO');
    await manager.fill('From', '6/4/2026');
    await manager.press('Save');
    expect(manager.status).toBe(422);
    expect(await manager.text()).toContain('There is an entry from 6 April 2026 already');
  });

  it('sets what a role may order without asking', async () => {
    await manager.go(`${estate.base}/agreement`);
    expect(await said('Officer')).toContain('No limit set');
    await manager.follow('Officer');
    await manager.fill('The most that one order may come to', '500');
    await manager.fill('From', '1/4/2026');
    await manager.press('Save');
    expect(await said('Officer')).toContain('£500.00 an order');
  });

  it('can be read by a council officer, who cannot change it', async () => {
    const council = await Visitor.arrive(office, width);
    await council.signIn(await office.person(estate.ctx, 'Cora Council', ['council_officer']));
    await council.go(`${estate.base}/agreement/functions/arrears`);
    expect(await council.text()).toContain('Shared');
    expect(await council.page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await council.leave();
  });
});
