import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const office = openOffice('2026-05-11T09:00:00+01:00');

journey('Walking the pages', (width) => {
  let estate: Estate;
  let v: Visitor;

  beforeAll(async () => {
    estate = await makeEstate(office);
    v = await Visitor.arrive(office, width);
    await v.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['manager']));
  });
  afterAll(() => v?.leave());

  it.each([
    'agreement',
    'agreement/edition',
    'agreement/rent-ledger',
    'homes',
    'homes/blocks',
    'homes/new',
    'homes/empty',
    'tenancies',
    'homes?type=flat',
  ])('%s', async (path) => {
    await v.go(`${estate.base}/${path}`);
    expect(v.status).toBe(200);
  });

  it('agreement forms', async () => {
    await v.go(`${estate.base}/agreement/functions/arrears`);
    await v.press('Save');
    expect(v.status).toBe(400);
    await v.tick('Shared');
    await v.fill('From', '6/4/2026');
    await v.press('Save');
    await v.go(`${estate.base}/agreement/functions/arrears`);
    await v.follow('Correct this');
    await v.go(`${estate.base}/agreement/limits/officer`);
  });

  it('tenancy pages', async () => {
    const t = estate.tenancy('T-0001');
    await v.go(`${estate.base}/households/${t}`);
    await v.go(`${estate.base}/tenancies/${t}`);
    await v.follow('Put an alert on this household');
    await v.choose('What is it about?', 'Dog on the premises');
    await v.fill('What should a colleague know? (optional)', 'Ring first');
    await v.fill('Until', '31/12/2026');
    await v.press('Put it on');
    await v.go(`${estate.base}/tenancies/${t}`);
    await v.press('End this tenancy');
    await v.fill('Last day', '1/1/1990');
    await v.choose('Why does it end?', 'Abandoned');
    await v.press('End the tenancy');
    expect(v.status).toBe(422);
    await v.go(`${estate.base}/tenancies/${t}`);
    await v.follow(/Correct Ms Adaeze/);
    await v.tick('It has changed since');
    await v.fill('Surname', 'Okafor-Bell');
    await v.press('Correct it');
    expect(await v.heading()).toContain('Okafor-Bell');
  });

  it('home and let', async () => {
    await v.go(`${estate.base}/homes/empty`);
    const empty = await v.main.getByRole('link').filter({ hasText: 'House' }).first().getAttribute('href');
    await v.go(String(empty));
    await v.follow('Correct this home');
    await v.back();
    await v.press('Start a tenancy');
    await v.fill('Find a person by name or reference', 'okafor');
    await v.press('Find');
    await v.follow(/Add Mr Tunde/);
    await v.fill('Tenancy reference', `T-9${width}`);
    await v.choose('Tenure', 'Introductory');
    await v.fill('First day', '18/5/2026');
    await v.press('Start the tenancy');
    expect(v.path).toContain('/households/');
  });
});
