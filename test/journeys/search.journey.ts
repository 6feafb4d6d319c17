import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const office = openOffice('2026-05-11T09:00:00+01:00');

journey('Looking somebody up from the box on every page', (width) => {
  let estate: Estate;
  let officer: Visitor;

  beforeAll(async () => {
    estate = await makeEstate(office);
    officer = await Visitor.arrive(office, width);
  });
  afterAll(() => officer?.leave());

  it('the officer signs in and stands before the day’s work', async () => {
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
    expect(officer.path).toBe(estate.base);
    expect(await officer.heading()).toBe('Home');
  });

  const household = (ref: string) => `${estate.base}/households/${estate.tenancy(ref)}`;

  it.each([
    ['a surname', 'doyle', 'T-0006'],
    ['a surname with its accents left out', 'bui', 'T-0003'],
    ['a surname with another apostrophe', "O'Brien", 'T-0002'],
    ['part of an address', '3 rowan', 'T-0003'],
    ['a telephone number, spaced otherwise', '01614960102', 'T-0002'],
    ['a UPRN', '100023000079', 'T-0007'],
    ['a tenancy reference', 'T-0006', 'T-0006'],
  ])('finds the household by %s', async (_by, typed, ref) => {
    await officer.searchFor(typed);
    expect(officer.path).toBe(household(ref));
  });

  it('finds the household by the reference it pays with', async () => {
    await officer.searchFor(estate.reference('1000006'));
    expect(officer.path).toBe(household('T-0006'));
  });

  it('the household page says who lives here, what they owe and what happened', async () => {
    const text = await officer.text();
    expect(await officer.heading()).toBe('Miss Una Doyle, 6 Rowan House');
    expect(text).toContain('07700 900106');
    expect(text).toContain('£1,234.56');
    expect(text).toContain('15 January 2001');
  });

  it('lists everybody who fits, and leads from there to each', async () => {
    await officer.searchFor('okafor');
    expect(await officer.text()).toContain('2 results for “okafor”');
    await officer.follow('Ms Adaeze Okafor and Mr Tunde Okafor');
    expect(officer.path).toBe(household('T-0001'));
    expect(await officer.text()).toContain('They also hold or held: Garage 1, Rowan House');
  });

  it('says what to try when nothing fits, and keeps what was typed in the box', async () => {
    await officer.searchFor('Zzyzx');
    expect(await officer.text()).toContain('Nothing here begins with that');
    expect(await officer.page.getByRole('searchbox').inputValue()).toBe('Zzyzx');
  });

  it('finds nobody of another TMO', async () => {
    const other = await office.openTmo('Elsewhere');
    const stranger = await Visitor.arrive(office, width);
    await stranger.signIn(await office.person(other, 'Stan Stranger', ['officer']));
    await stranger.searchFor('doyle');
    expect(await stranger.text()).toContain('Nothing here begins with that');
    await stranger.go(household('T-0006'));
    expect(stranger.status).toBe(404);
    await stranger.leave();
  });
});
