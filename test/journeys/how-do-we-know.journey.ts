import { type Estate, journey, makeEstate, openOffice, Visitor } from './kit/index.js';

const FIRST_MONDAY = '2026-05-11T09:00:00+01:00';
const office = openOffice(FIRST_MONDAY);

journey('How do we know', (width) => {
  let estate: Estate;
  let officer: Visitor;

  beforeAll(async () => {
    office.setClock(FIRST_MONDAY);
    estate = await makeEstate(office);
    await office.work(estate.ctx, 'rent.rent-run');
    office.setClock('2026-06-02T14:15:00+01:00');
    await office.work(estate.ctx, 'rent.rent-run');
    officer = await Visitor.arrive(office, width);
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
    await officer.go(`${estate.base}/rent/accounts/${estate.account('1000001')}`);
    await officer.follow('Correct this', officer.row('Rent for the week of 25 May 2026'));
    await officer.tick('It should not have been charged');
    await officer.press('Reverse it');
  });
  afterAll(() => officer?.leave());

  /** The amounts of the lines, in pence, and what the last line says they come to. */
  const addUp = async () => {
    const pence = (text: string) => Number(text.replaceAll(/[£,.]/g, '').replace('−', '-'));
    const cells = await officer.main.locator('tbody [data-label="Amount"]').allInnerTexts();
    const together = await officer.main.locator('tfoot [data-label="Amount"]').innerText();
    return { lines: cells.length, sum: cells.reduce((sum, c) => sum + pence(c), 0), together: pence(together) };
  };

  it('stands beside the balance and opens the lines that make it', async () => {
    await officer.go(`${estate.base}/rent/accounts/${estate.account('1000001')}`);
    await officer.follow(/How do we know/);
    expect(await officer.text()).toContain('These 6 lines add up to £442.73, the figure shown as the balance');
  });

  it('the lines add up to the figure', async () => {
    expect(await addUp()).toEqual({ lines: 6, sum: 44_273, together: 44_273 });
  });

  it('each line says in words what happened and when, when we knew, who, and from what', async () => {
    const run = await officer.text(officer.row('week of 18 May 2026'));
    expect(run).toContain('18 May 2026');
    expect(run).toContain('2 Jun 2026');
    expect(run).toMatch(/rent run/i);
    const reversal = await officer.text(officer.row(/reversed/i).first());
    expect(reversal).toContain('Amara Okonkwo');
    const brought = await officer.text(officer.row('Balance at the end of 10 May 2026'));
    expect(brought).toContain('£118.43');
  });

  it('adds up as at an earlier day as well', async () => {
    await officer.go(`${estate.base}/rent/accounts/${estate.account('1000001')}/how?as_at=2026-05-24`);
    expect(await officer.text()).toContain('£334.63');
    expect(await addUp()).toMatchObject({ sum: 33_463, together: 33_463 });
  });

  it('says of an account on which nothing happened that it is nothing', async () => {
    await officer.go(`${estate.base}/rent/accounts/${estate.account('1000007')}/how`);
    expect(await officer.text()).toContain('£0.00');
  });

  it('the log that all of it stands on verifies', async () => {
    expect(await office.faults(estate.ctx)).toEqual([]);
  });
});
