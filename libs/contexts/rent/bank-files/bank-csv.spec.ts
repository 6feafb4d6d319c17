import { bookedLines } from './bank-file.js';
import { guessBankMapping, type BankCsvMapping } from './bank-csv-mapping.js';
import { readBankCsv } from './bank-csv.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const SIMPLE: BankCsvMapping = { date: 'Date', amount: 'Amount', description: ['Details'] };
const csv = (...rows: string[]) => `Date,Details,Amount\n${rows.join('\n')}\n`;

function read(text: string, mapping: BankCsvMapping = SIMPLE) {
  const file = readBankCsv(bytes(text), mapping);
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file;
}
function problems(text: string, mapping: BankCsvMapping = SIMPLE) {
  const file = readBankCsv(bytes(text), mapping);
  if (file.ok) throw new Error('the file was read');
  return file.problems;
}
const amounts = (file: ReturnType<typeof read>) => file.statements[0]?.entries.map((e) => e.amount_pence);

/** Headers and a line as British banks export them, and the mapping that is guessed. */
const BANKS: [string, string, string, Partial<BankCsvMapping>][] = [
  [
    'Barclays',
    'Number,Date,Account,Amount,Subcategory,Memo',
    ',13/04/2026,60-16-13 31926819,118.43,Counter Credit,SMITH J   100238443 BGC',
    { date: 'Date', amount: 'Amount', type: 'Subcategory', description: ['Memo'], account: ['Account'] },
  ],
  [
    'Lloyds',
    'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance',
    "13/04/2026,FPI,'60-16-13,31926819,SMITH J 100238443,,118.43,1204.50",
    { credit: 'Credit Amount', debit: 'Debit Amount', balance: 'Balance', account: ['Sort Code', 'Account Number'] },
  ],
  [
    'NatWest',
    'Date, Type, Description, Value, Balance, Account Name, Account Number',
    "13 Apr 2026,BAC,SMITH J 100238443,118.43,1204.50,'TMO,'601613-31926819",
    { amount: 'Value', type: 'Type', description: ['Description'], account: ['Account Number'] },
  ],
  [
    'HSBC',
    'Date,Type,Description,Paid out,Paid in,Balance',
    '13 Apr 26,CR,SMITH J 100238443,,118.43,"1,204.50"',
    { credit: 'Paid in', debit: 'Paid out', balance: 'Balance' },
  ],
  [
    'Starling',
    'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)',
    '13/04/2026,J SMITH,100238443,FASTER PAYMENT,118.43,1204.50',
    { amount: 'Amount (GBP)', balance: 'Balance (GBP)', reference: 'Reference', payer: 'Counter Party' },
  ],
];

describe('reading a bank’s CSV', () => {
  it.each(BANKS)('the columns of %s are recognised and its line read', (_, header, line, expected) => {
    const mapping = guessBankMapping(header.split(',').map((name) => name.trim()));
    expect(mapping).toMatchObject(expected);
    const file = read(`${header}\n${line}\n`, { date: '', description: [], ...mapping });
    expect(file.format).toBe('csv');
    const only = file.statements[0]?.entries[0]?.lines[0];
    expect(only).toMatchObject({ amount_pence: 11_843, booking_date: '2026-04-13', where: 'record 2' });
    expect(`${only?.text} ${only?.end_to_end_id}`).toContain('100238443');
    expect(file.statements[0]?.account.identity).toBe(expected.account ? '601613-31926819' : null);
  });

  it('money in and out is told by a sign, by brackets, by CR and DR, or by a type beside it', () => {
    const rows = ['13/04/2026,a,5.00', '13/04/2026,b,-5.00', '13/04/2026,c,(5.00)', '13/04/2026,d,5.00CR'];
    expect(amounts(read(csv(...rows, '13/04/2026,e,5.00 DR', '13/04/2026,f,+£5')))).toEqual([
      500, -500, -500, 500, -500, 500,
    ]);
    const typed = 'Date,Details,Amount,D/C\n13/04/2026,a,5.00,D\n13/04/2026,b,5.00,C\n';
    expect(amounts(read(typed, { ...SIMPLE, type: 'D/C' }))).toEqual([-500, 500]);
  });

  it('two equal payments on one day are two lines', () => {
    expect(amounts(read(csv('13/04/2026,RENT,5.00', '13/04/2026,RENT,5.00')))).toEqual([500, 500]);
  });

  it.each([
    ['record 3', '13/04/2026,x,5.00', '13/04/2026,x,5.005', 'fraction-of-a-penny'],
    ['record 3', '13/04/2026,x,5.00', '13/04/2026,x,five', 'amount-unreadable'],
    ['record 3', '13/04/2026,x,5.00', '13/04/2026,x,', 'amount-missing'],
    ['record 3', '13/04/2026,x,5.00', '31/02/2026,x,5.00', 'no-such-date'],
    ['record 3', '13/04/2026,x,5.00', 'Total,,5.00', 'date-unreadable'],
    ['record 3', '13/04/2026,x,5.00', '04/13/2026,x,5.00', 'no-such-date'],
    ['record 3', '13/04/2026,x,5.00', '"13/04/2026,x,5.00', 'quote-not-closed'],
    ['record 3', '13/04/2026,x,5.00', '13/04/2026,x', 'ragged-record'],
  ])('what is wrong is named with its record: %s', (where, good, bad, code) => {
    expect(problems(csv(good, bad))).toMatchObject([{ code, where }]);
  });

  it('dates that could all be read both ways are refused until someone says which', () => {
    const file = csv('03/04/2026,a,5.00', '04/04/2026,b,5.00');
    expect(problems(file)).toMatchObject([
      { code: 'date-ambiguous', where: 'record 2', message: expect.stringContaining('03/04/2026') },
    ]);
    const read_ = (date_format: 'day-first' | 'month-first') =>
      read(file, { ...SIMPLE, date_format }).statements[0]?.entries[0]?.lines[0]?.booking_date;
    expect(read_('day-first')).toBe('2026-04-03');
    expect(read_('month-first')).toBe('2026-03-04');
  });

  it('one unmistakable date shows how all are meant', () => {
    const lines = read(csv('03/04/2026,a,5.00', '30/04/2026,b,5.00')).statements[0]?.entries;
    expect(lines?.[0]?.lines[0]?.booking_date).toBe('2026-04-03');
  });

  it('two columns for money: one of them must be filled, and only one', () => {
    const mapping: BankCsvMapping = { date: 'Date', credit: 'In', debit: 'Out', description: ['Details'] };
    const two = (row: string) => `Date,Details,In,Out\n13/04/2026,x,${row}\n`;
    expect(amounts(read(two('5.00,'), mapping))).toEqual([500]);
    expect(amounts(read(two('0.00,5.00'), mapping))).toEqual([-500]);
    expect(amounts(read(two(',-5.00'), mapping))).toEqual([-500]);
    expect(problems(two(','), mapping)).toMatchObject([{ code: 'amount-missing' }]);
    expect(problems(two('5.00,5.00'), mapping)).toMatchObject([{ code: 'direction-unclear' }]);
    expect(problems(two('-5.00,'), mapping)).toMatchObject([{ code: 'direction-unclear' }]);
  });

  describe('a running balance', () => {
    const mapping = { ...SIMPLE, balance: 'Balance' };
    const withBalance = (...rows: string[]) => `Date,Details,Amount,Balance\n${rows.join('\n')}\n`;
    const rows = ['13/04/2026,a,5.00,105.00', '13/04/2026,b,-2.00,103.00', '14/04/2026,c,1.00,104.00'];

    it('is checked oldest line first or newest first, and gives opening and closing', () => {
      for (const file of [withBalance(...rows), withBalance(...rows.toReversed())]) {
        expect(read(file, mapping)).toMatchObject({
          warnings: [],
          statements: [
            {
              opening: { amount_pence: 10_000, on: '2026-04-13' },
              closing: { amount_pence: 10_400, on: '2026-04-14' },
            },
          ],
        });
      }
    });

    it('may be blank within a day', () => {
      const file = withBalance('13/04/2026,a,5.00,', '13/04/2026,b,-2.00,103.00', '14/04/2026,c,1.00,104.00');
      expect(read(file, mapping).statements[0]?.opening?.amount_pence).toBe(10_000);
    });

    it('that does not add up is refused at the record where it breaks, in either order', () => {
      const broken = [rows[0] ?? '', '13/04/2026,b,-2.00,103.01', '14/04/2026,c,1.00,104.01'];
      expect(problems(withBalance(...broken), mapping)).toMatchObject([
        { code: 'balances-do-not-add-up', where: 'record 3', message: expect.stringMatching(/£103\.00.*£103\.01/) },
      ]);
      expect(problems(withBalance(...broken.toReversed()), mapping)).toMatchObject([{ where: 'record 3' }]);
    });

    it('overdrawn is negative', () => {
      const file = read(withBalance('13/04/2026,a,-5.00,3.00 OD'), mapping);
      expect(file.statements[0]?.closing?.amount_pence).toBe(-300);
      expect(file.statements[0]?.opening?.amount_pence).toBe(200);
    });

    it('left out is a warning, for then nothing shows that the file is complete', () => {
      expect(read(csv('13/04/2026,a,5.00')).warnings).toMatchObject([{ code: 'no-balances' }]);
    });
  });

  it('a row of the balance brought forward is left out with a warning, and so is nothing else', () => {
    const file = read(csv('13/04/2026,BALANCE BROUGHT FORWARD,', '13/04/2026,a,5.00'));
    expect(amounts(file)).toEqual([500]);
    expect(file.warnings).toMatchObject([{ code: 'balance-row', where: 'record 2' }, { code: 'no-balances' }]);
  });

  it('a line of nothing is shown but never posted', () => {
    const file = read(csv('13/04/2026,a,0.00'));
    expect(file.statements[0]?.entries).toHaveLength(1);
    expect(file.statements[0] && bookedLines(file.statements[0])).toEqual([]);
    expect(file.warnings).toMatchObject([{ code: 'amount-of-nothing' }, { code: 'no-balances' }]);
  });

  it('lines in another currency or of two accounts are refused', () => {
    const file =
      'Date,Details,Amount,Ccy,Account\n13/04/2026,a,5.00,GBP,60161331926819\n13/04/2026,b,5.00,EUR,60161311111111\n';
    const found = problems(file, { ...SIMPLE, currency: 'Ccy', account: ['Account'] });
    expect(found.map((p) => [p.code, p.where])).toEqual([
      ['other-currency', 'record 3'],
      ['several-accounts', 'record 3'],
    ]);
  });

  it('a mapping that does not fit the file says what is not there', () => {
    const messages = problems(csv('13/04/2026,a,5.00'), { date: 'Datum', credit: 'In', description: [] }).map(
      (p) => p.message,
    );
    expect(messages).toEqual([
      'The file has no column “Datum”.',
      'The file has no column “In”.',
      'Choose at least one column for the description.',
      expect.stringContaining('one column for money in and one for money out'),
    ]);
  });

  it('what a payer wrote is kept as text, formula or not', () => {
    const line = read(csv('13/04/2026,"=HYPERLINK(""x"")",5.00')).statements[0]?.entries[0]?.lines[0];
    expect(line?.text).toBe('=HYPERLINK("x")');
  });
});
