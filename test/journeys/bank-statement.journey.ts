import { camtFile, type CamtStatement, EXAMPLE_IBAN } from '../fixtures/bank/camt-file.js';
import { type Estate, journey, makeEstate, openOffice, Visitor, type Width } from './kit/index.js';

const office = openOffice('2026-05-11T09:00:00+01:00');

journey('A bank statement', (width) => takesStatementsIn(width, () => undefined));
journey('A bank statement, by keyboard alone', (width) => takesStatementsIn(width, (v) => v.putTheMouseAway()));

function takesStatementsIn(width: Width, prepare: (visitor: Visitor) => void): void {
  let estate: Estate;
  let officer: Visitor;

  beforeAll(async () => {
    office.setClock('2026-05-11T09:00:00+01:00');
    estate = await makeEstate(office);
    office.setClock('2026-06-12T09:00:00+01:00');
    await office.work(estate.ctx, 'rent.rent-run');
    officer = await Visitor.arrive(office, width);
    prepare(officer);
    await officer.signIn(await office.person(estate.ctx, 'Amara Okonkwo', ['officer']));
  });
  afterAll(() => officer?.leave());

  /** Four lines: with a reference, with two figures of one swapped, without any, and money going out. */
  const first = (more: Partial<CamtStatement> = {}) =>
    camtFile([
      {
        id: 'S1',
        iban: EXAMPLE_IBAN,
        opening_pence: 0,
        entries: [
          { on: '2026-06-08', pence: 10_810, name: 'A OKAFOR', text: estate.reference('1000001'), servicer_ref: 'L1' },
          { on: '2026-06-09', pence: 9_835, name: 'U DOYLE', text: `RENT ${mistyped()}`, servicer_ref: 'L2' },
          { on: '2026-06-09', pence: 5_000, name: 'OBRIEN B', text: 'RENT MUM', servicer_ref: 'L3' },
          { on: '2026-06-10', pence: -2_500, name: 'NORTHBRIDGE BANK', text: 'CHARGES', servicer_ref: 'L4' },
        ],
        ...more,
      },
    ]);
  const mistyped = () => {
    const reference = estate.reference('1000006');
    return `${reference.slice(0, 5)}${reference[6]}${reference[5]}${reference.slice(7)}`;
  };

  const upload = async (name: string, content: string) => {
    await officer.go(`${estate.base}/bank`);
    await officer.attach('Statement file', name, content);
    await officer.press('Look at it');
  };
  const owedBy = async (number: string) => {
    await officer.go(`${estate.base}/rent/accounts/${estate.account(number)}`);
    return (await officer.text(officer.page.locator('.c-fig__value'))).trim();
  };

  it('shows what will happen to each line before anything is posted', async () => {
    await upload('june.xml', first());
    const text = await officer.text();
    expect(text).toMatch(/Will post £108\.10 1 payment/);
    expect(text).toMatch(/Will wait in suspense £148\.35 2 payments/);
    expect(text).toMatch(/Paid out £25\.00 1 line/);
    expect(await officer.text(officer.row('A OKAFOR'))).toContain(estate.reference('1000001'));
    expect(await owedBy('1000001')).toBe('£658.93');
  });

  it('posts what has a valid reference, and the rest waits in suspense', async () => {
    await upload('june.xml', first());
    await officer.press('Take it in');
    expect(await officer.text()).toContain('Taken in: 1 posted, 2 waiting in suspense, 1 paid out');
    expect(await officer.text()).toContain('agree with the bank: £231.45');
    expect(await owedBy('1000001')).toBe('£550.83');
  });

  it('a payment with a mistyped reference is placed in two actions: open it, place it where it was meant for', async () => {
    await officer.go(`${estate.base}/bank/suspense`);
    expect(await officer.text()).toContain('2 lines');
    await officer.follow('9 June 2026', officer.row('U DOYLE'));
    await officer.press(`Place £98.35 on ${estate.reference('1000006')}`);
    expect(await officer.text()).not.toContain('U DOYLE');
    expect(await owedBy('1000006')).toBe('£1,627.96');
  });

  it('a payment without a reference is found a home by name', async () => {
    await officer.go(`${estate.base}/bank/suspense`);
    await officer.follow('9 June 2026', officer.row('OBRIEN B'));
    await officer.fill('Reference, name or address', 'o brien');
    await officer.press('Find the account');
    await officer.press(`Place £50.00 on ${estate.reference('1000002')}`);
    await officer.go(`${estate.base}/bank/suspense`);
    expect(await officer.text()).toContain('Nothing is waiting');
    expect(await owedBy('1000002')).toBe('£478.44');
  });

  it('the same file again is known, under whatever name', async () => {
    await upload('june (2).xml', first());
    expect(await officer.text()).toContain('Every line of this file has been taken in before');
    expect(await officer.page.getByRole('button', { name: 'Take it in' }).count()).toBe(0);
  });

  it('of an overlapping file only the new lines come in', async () => {
    const [l2, l3, l4, l5] = [9_835, 5_000, -2_500, 12_350];
    const overlapping = camtFile([
      {
        id: 'S2',
        iban: EXAMPLE_IBAN,
        opening_pence: 10_810,
        entries: [
          { on: '2026-06-09', pence: l2, name: 'U DOYLE', text: `RENT ${mistyped()}`, servicer_ref: 'L2' },
          { on: '2026-06-09', pence: l3, name: 'OBRIEN B', text: 'RENT MUM', servicer_ref: 'L3' },
          { on: '2026-06-10', pence: l4, name: 'NORTHBRIDGE BANK', text: 'CHARGES', servicer_ref: 'L4' },
          { on: '2026-06-11', pence: l5, name: 'BUI V A', text: estate.reference('1000003'), servicer_ref: 'L5' },
        ],
      },
    ]);
    await upload('june-overlap.xml', overlapping);
    expect(await officer.text()).toMatch(/Taken in before 3/);
    await officer.press('Take it in');
    expect(await officer.text()).toContain('Taken in: 1 posted, 0 waiting in suspense, 0 paid out');
    expect(await owedBy('1000003')).toBe('£494.00');
    expect(await owedBy('1000001')).toBe('£550.83');
  });

  it('a file whose balances do not add up is not taken in, and says where', async () => {
    await upload('wrong.xml', first({ id: 'S3', closing_pence: 99_999 }));
    expect(await officer.text()).toContain('but the closing balance is £999.99: £768.54 apart');
    expect(await officer.page.getByRole('button', { name: 'Take it in' }).count()).toBe(0);
  });

  it('a file that is cut off is not taken in, and says where it ends', async () => {
    await upload('cut.xml', first().slice(0, 1_200));
    expect(await officer.text()).toContain('Nothing has been taken in');
  });

  it('a CSV has its columns named once; two equal payments on one day are both real', async () => {
    const reference = estate.reference('1000006');
    const csv = [
      'Date,Description,Amount,Balance',
      `12/06/2026,FPI U DOYLE ${reference},20.00,374.95`,
      `12/06/2026,FPI U DOYLE ${reference},20.00,394.95`,
      '',
    ].join('\r\n');
    await upload('bank.csv', csv);
    expect(await officer.heading()).toContain('Which column is what?');
    await officer.tick('Find out from the file');
    await officer.press('Look at the file');
    expect(await officer.text()).toContain('could be two days');
    await officer.follow('Choose the columns again');
    await officer.tick('Day first, 6/4/2026');
    await officer.press('Look at the file');
    expect(await officer.text()).toMatch(/Will post £40\.00 2 payments/);
    await officer.press('Take it in');
    expect(await owedBy('1000006')).toBe('£1,587.96');
    await upload('bank.csv', csv);
    expect(await officer.text()).toContain('Every line of this file has been taken in before');
  });

  it('leaves a log that verifies', async () => {
    expect(await office.faults(estate.ctx)).toEqual([]);
  });
}
