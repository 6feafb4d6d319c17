import { civilDate } from '#kernel';
import { camtFile, type CamtStatement } from '../../../../test/fixtures/bank/camt-file.js';
import { bookedLines } from './bank-file.js';
import { readCamt053 } from './camt053.js';
import { checkStatement, followsOn } from './check-statement.js';

const bytes = (xml: string) => new TextEncoder().encode(xml);

function read(file: string | Uint8Array) {
  const result = readCamt053(typeof file === 'string' ? bytes(file) : file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result;
}

function problems(file: string | Uint8Array) {
  const result = readCamt053(typeof file === 'string' ? bytes(file) : file);
  if (result.ok) throw new Error('the file was read');
  return result.problems;
}

const aDay: CamtStatement = {
  opening_pence: 10_000,
  entries: [
    { pence: 11_843, on: '2026-04-07', name: 'MISS J SMITH', text: 'RENT 100238443', servicer_ref: 'A1' },
    { pence: -2_500, on: '2026-04-07', name: 'ACME LOCKS LTD', text: 'INV 77', servicer_ref: 'A2' },
    { pence: 5_000, on: '2026-04-08', status: 'PDNG', text: 'on its way' },
  ],
};

describe('reading a camt.053 statement', () => {
  it.each(['02', '03', '04', '05', '06', '07', '08'])('version %s gives the same payments', (version) => {
    const file = read(camtFile([aDay], { version }));
    expect(file.format).toBe(`camt.053.001.${version}`);
    expect(file.warnings).toEqual([]);
    expect(file.statements).toMatchObject([
      {
        ordinal: 1,
        statement_id: 'STMT1',
        sequence_number: '1',
        currency: 'GBP',
        account: { identity: '601613-31926819', written: 'GB29NWBK60161331926819' },
        opening: { amount_pence: 10_000, on: '2026-04-07', kind: 'OPBD' },
        closing: { amount_pence: 19_343, on: '2026-04-08', kind: 'CLBD' },
      },
    ]);
    expect(file.statements[0]?.entries.map((e) => [e.status, e.amount_pence])).toEqual([
      ['BOOK', 11_843],
      ['BOOK', -2_500],
      ['PDNG', 5_000],
    ]);
    expect(file.statements[0]?.entries[0]?.lines).toEqual([
      {
        where: expect.stringMatching(/^statement 1, entry 1, line \d+$/),
        booking_date: '2026-04-07',
        value_date: '2026-04-07',
        amount_pence: 11_843,
        reversal: false,
        bank_ref: 'A1',
        transaction_ordinal: 1,
        end_to_end_id: null,
        creditor_reference: null,
        text: 'RENT 100238443',
        counterparty_name: 'MISS J SMITH',
        counterparty_account: null,
        return_reason: null,
      },
    ]);
    expect(file.statements[0]?.entries[1]?.lines[0]?.counterparty_name).toBe('ACME LOCKS LTD');
  });

  it('only booked lines may post', () => {
    const [statement] = read(camtFile([aDay])).statements;
    expect(statement && bookedLines(statement).map((l) => l.amount_pence)).toEqual([11_843, -2_500]);
  });

  it('a batch of many payments becomes a line each, with a reference each', () => {
    const batch = [
      { pence: 4_000, name: 'A', end_to_end_id: '100238443' },
      { pence: 5_050, name: 'B', creditor_reference: '100238443' },
    ];
    const file = read(camtFile([{ entries: [{ pence: 9_050, on: '2026-04-07', servicer_ref: 'B1', batch }] }]));
    expect(file.statements[0]?.entries[0]?.lines).toMatchObject([
      { amount_pence: 4_000, end_to_end_id: '100238443', counterparty_name: 'A', transaction_ordinal: 1 },
      { amount_pence: 5_050, creditor_reference: '100238443', counterparty_name: 'B', transaction_ordinal: 2 },
    ]);
  });

  it('a batch that does not add up is refused with both amounts', () => {
    const batch = [{ pence: 4_000 }, { pence: 5_000 }];
    expect(problems(camtFile([{ entries: [{ pence: 9_050, on: '2026-04-07', batch }] }]))).toEqual([
      {
        code: 'batch-does-not-add-up',
        where: expect.stringMatching(/^statement 1, entry 1, line \d+$/),
        message: expect.stringMatching(/£90\.00.*£90\.50/),
      },
    ]);
  });

  it('a batch whose payments have no amounts stays one line, and a warning says so', () => {
    const xml = camtFile([{ entries: [{ pence: 9_050, on: '2026-04-07', batch: [{ pence: 1 }, { pence: 2 }] }] }]);
    const file = read(xml.replaceAll(/(<\/Refs>\n)<Amt [^\n]*\n/g, '$1'));
    expect(file.statements[0]?.entries[0]?.lines).toMatchObject([{ amount_pence: 9_050 }]);
    expect(file.warnings).toMatchObject([{ code: 'batch-not-itemised' }]);
  });

  it('a reversal has the sign that the bank gives it, and the payer of the payment that came back', () => {
    const file = read(
      camtFile([{ entries: [{ pence: -4_000, on: '2026-04-07', reversal: true, name: 'MISS J SMITH' }] }]),
    );
    expect(file.statements[0]?.entries[0]?.lines).toMatchObject([
      { amount_pence: -4_000, reversal: true, counterparty_name: 'MISS J SMITH' },
    ]);
  });

  it('the reason why a payment came back is kept', () => {
    const back = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed account</AddtlInf></RtrInf></TxDtls>';
    const xml = camtFile([{ entries: [{ pence: 4_000, on: '2026-04-07' }] }]).replace('</TxDtls>', back);
    expect(read(xml).statements[0]?.entries[0]?.lines[0]?.return_reason).toBe('AC04 closed account');
  });

  it('several statements in one file are all read, and a gap between their balances is a warning', () => {
    const second = { id: 'S2', opening_pence: 19_343, entries: [{ pence: 100, on: '2026-04-09' }] };
    expect(read(camtFile([aDay, second])).warnings).toEqual([]);
    const file = read(camtFile([aDay, { ...second, opening_pence: 20_000 }]));
    expect(file.statements).toHaveLength(2);
    expect(file.warnings).toMatchObject([{ code: 'gap-between-statements', where: 'statement 2' }]);
  });

  it('a statement without movements is read; PRCD stands in for the opening balance', () => {
    const file = read(camtFile([{ opening_pence: -500, opening_code: 'PRCD' }]));
    expect(file.statements[0]).toMatchObject({
      opening: { amount_pence: -500, kind: 'PRCD' },
      closing: { amount_pence: -500 },
      entries: [],
    });
  });

  it('a prefix before every name, an envelope around the document, and CDATA are read as what they are', () => {
    const prefixed = camtFile([aDay], { prefix: 'ns2' });
    expect(read(prefixed).statements[0]?.entries).toHaveLength(3);
    const wrapped = camtFile([aDay]).replace('<Document', '<Envelope xmlns="bank"><Document').concat('</Envelope>');
    expect(read(wrapped).statements[0]?.entries).toHaveLength(3);
    const cdata = camtFile([aDay]).replace('RENT 100238443', '<![CDATA[RENT <&> 1]]>');
    expect(read(cdata).statements[0]?.entries[0]?.lines[0]?.text).toBe('RENT <&> 1');
  });

  it('a time with its offset is the London day it falls on', () => {
    const late = '<BookgDt><DtTm>2026-04-07T23:30:00Z</DtTm></BookgDt>';
    const xml = camtFile([{ entries: [{ pence: 1, on: '2026-04-07' }] }]).replace(/<BookgDt>.*<\/BookgDt>/, late);
    expect(read(xml).statements[0]?.entries[0]?.lines[0]?.booking_date).toBe('2026-04-08');
  });

  it('five decimals are read when they are noughts beyond the penny', () => {
    const file = read(camtFile([{ entries: [{ pence: 1_250, amount: '12.50000', on: '2026-04-07' }] }]));
    expect(file.statements[0]?.entries[0]?.amount_pence).toBe(1_250);
  });

  it('an account may be named by sort code and number', () => {
    const account = (s: CamtStatement, more = (xml: string) => xml) => read(more(camtFile([s]))).statements[0]?.account;
    expect(account({ account_id: '60-16-13 31926819' })?.identity).toBe('601613-31926819');
    const servicer = '</Ccy><Svcr><FinInstnId><ClrSysMmbId><MmbId>601613</MmbId></ClrSysMmbId></FinInstnId></Svcr>';
    expect(account({ account_id: '31926819' }, (xml) => xml.replace('</Ccy>', servicer))?.identity).toBe(
      '601613-31926819',
    );
  });
});

describe('a statement that cannot be trusted is refused whole, saying where and what to do', () => {
  const one = (entry: object, statement: CamtStatement = {}) =>
    camtFile([{ ...statement, entries: [{ pence: 1_000, on: '2026-04-07', ...entry }] }]);

  it('balances that do not add up, with the amounts', () => {
    expect(problems(camtFile([{ ...aDay, closing_pence: 19_344 }]))).toEqual([
      {
        code: 'balances-do-not-add-up',
        where: expect.stringMatching(/^statement 1, line \d+$/),
        message: expect.stringMatching(/£100\.00.*2 booked entries.*£193\.43.*£193\.44.*£0\.01 apart/),
      },
    ]);
  });

  it('another currency, said once and not for every line', () => {
    expect(problems(camtFile([aDay], { currency: 'EUR' }))).toMatchObject([{ code: 'other-currency' }]);
    expect(problems(one({ currency: 'USD' }))).toMatchObject([
      { code: 'other-currency', where: expect.stringContaining('entry 1') },
    ]);
  });

  it.each([
    ['a fraction of a penny', { amount: '10.005' }, 'fraction-of-a-penny'],
    ['a minus before an amount', { amount: '-10.00' }, 'amount-negative'],
    ['a comma in an amount', { amount: '1,000.00' }, 'amount-unreadable'],
    ['no amount', { amount: '' }, 'amount-missing'],
    ['an amount beyond counting', { amount: '99999999999999999999' }, 'amount-too-large'],
    ['an unknown status', { status: 'MAYBE' }, 'status-unknown'],
    ['a day that is none', { on: '2026-02-29' }, 'date-missing'],
  ])('%s', (_, entry, code) => {
    expect(problems(one(entry, { from: '2026-04-07', to: '2026-04-07' }))).toMatchObject([
      { code, where: expect.stringMatching(/^statement 1, entry 1, line \d+$/) },
    ]);
  });

  it('an entry that says neither money in nor money out', () => {
    const xml = one({}).replace(/(<Ntry>\n.*\n)<CdtDbtInd>CRDT<\/CdtDbtInd>\n/, '$1');
    expect(problems(xml)).toMatchObject([{ code: 'direction-missing' }]);
  });

  it('a balance or an account left out', () => {
    expect(problems(one({}).replace(/<Bal>.*OPBD.*\n/, ''))).toMatchObject([{ code: 'balance-missing' }]);
    expect(problems(one({}).replace(/<Acct>.*\n/, ''))).toMatchObject([{ code: 'account-missing' }]);
  });

  it('one page of a statement in several, unless it adds up by itself', () => {
    const page = (last: boolean) => `<StmtPgntn><PgNb>1</PgNb><LastPgInd>${last}</LastPgInd></StmtPgntn>`;
    expect(problems(camtFile([{ ...aDay, extra: page(false), closing_pence: 5 }]))).toMatchObject([
      { code: 'page-of-a-statement', message: expect.stringContaining('page 1') },
    ]);
    expect(read(camtFile([{ ...aDay, extra: page(false) }])).statements).toHaveLength(1);
    expect(problems(camtFile([{ ...aDay, extra: page(true), closing_pence: 5 }]))).toMatchObject([
      { code: 'balances-do-not-add-up' },
    ]);
  });

  it('fewer entries than the bank counted', () => {
    const summary = '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>';
    const wrong = camtFile([{ extra: summary, entries: [{ pence: 100, on: '2026-04-07' }] }]);
    expect(problems(wrong)).toMatchObject([{ code: 'entries-missing' }]);
  });

  it('every problem of a file is listed, not only the first', () => {
    const found = problems(
      camtFile([
        { entries: [{ pence: 1, on: '2026-04-07', amount: '0.001' }] },
        { id: 'S2', entries: [{ pence: 1, on: '2026-04-07', status: 'X' }] },
      ]),
    );
    expect(found.map((p) => [p.code, p.where.slice(0, 11)])).toEqual([
      ['fraction-of-a-penny', 'statement 1'],
      ['status-unknown', 'statement 2'],
    ]);
  });

  it('another message or version, naming the namespace', () => {
    for (const uri of ['camt.053.001.09', 'camt.052.001.08', 'pain.001.001.03']) {
      const xml = camtFile([aDay]).replace('camt.053.001.08', uri);
      expect(problems(xml)).toMatchObject([{ code: 'namespace-unknown', message: expect.stringContaining(uri) }]);
    }
    expect(problems('<Document/>')).toMatchObject([{ code: 'namespace-unknown' }]);
  });
});

describe('a hostile or damaged file does no harm and is told what it is', () => {
  it('a file cut short, wherever it is cut, is refused', () => {
    const whole = camtFile([aDay]);
    for (let at = whole.trimEnd().length - 1; at > 0; at -= 37) {
      const [problem] = problems(whole.slice(0, at));
      expect(problem?.message).toMatch(/cut short|not XML|not well-formed/);
    }
    expect(problems(whole.slice(0, whole.indexOf('<Sts>')))).toEqual([
      {
        code: 'truncated',
        where: expect.stringMatching(/^line \d+, column \d+$/),
        message: expect.stringContaining('inside Ntry'),
      },
    ]);
  });

  it('a billion laughs are refused at the document type, before any is told', () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`).join('\n');
    const xml = `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol0 "lol">\n${laughs}]>\n<Document>&lol9;</Document>`;
    expect(problems(xml)).toMatchObject([{ code: 'document-type' }]);
    const external = '<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><Document/>';
    expect(problems(external)).toMatchObject([{ code: 'document-type' }]);
    const undeclared = camtFile([aDay]).replace('MISS J SMITH', '&lol;');
    expect(problems(undeclared)).toMatchObject([{ code: 'not-well-formed', where: expect.stringContaining('line') }]);
  });

  it('deep nesting, thousands of attributes, long texts and crowds of elements are stopped early', () => {
    const inStatement = (xml: string) => camtFile([{ ...aDay, extra: xml }]);
    expect(problems(inStatement('<a>'.repeat(100_000)))).toMatchObject([{ code: 'nested-too-deep' }]);
    const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}=""`).join(' ');
    expect(problems(inStatement(`<a ${attributes}/>`))).toMatchObject([{ code: 'too-many-attributes' }]);
    expect(problems(inStatement(`<Ntry>${'<a/>'.repeat(100_000)}</Ntry>`))).toMatchObject([{ code: 'too-complex' }]);
    expect(problems(inStatement(`<Id>${'x'.repeat(100_000)}</Id>`))).toMatchObject([{ code: 'text-too-long' }]);
  });

  it('what is not wanted may be large without being held', () => {
    const junk = `<SplmtryData>${'<Envlp><x>y</x></Envlp>'.repeat(50_000)}</SplmtryData>`;
    expect(read(camtFile([{ ...aDay, extra: junk }])).statements).toHaveLength(1);
  });

  it('over 50 MB is refused unread, and the limit is named', () => {
    expect(problems(Buffer.alloc(50 * 1024 * 1024 + 1, '<a/>'))).toEqual([
      { code: 'file-too-large', where: 'the file', message: expect.stringContaining('50 MB') },
    ]);
  });

  it('a file of nothing but elements is stopped after some seconds, not minutes', () => {
    const junk = camtFile([{ ...aDay, extra: '<a/>'.repeat(1_500_001) }]);
    expect(problems(junk)).toMatchObject([{ code: 'too-many-elements' }]);
  });

  it('more entries than the limit are refused', () => {
    const entry = { pence: 0, on: '2026-04-07', batch: Array.from({ length: 50_001 }, () => ({ pence: 0 })) };
    expect(problems(camtFile([{ entries: [entry] }]))).toMatchObject([{ code: 'too-many-entries' }]);
  });

  it('encodings are read as they are marked or declared', () => {
    const named = { ...aDay, entries: [{ pence: 1, on: '2026-04-07', name: 'ZOË NÚÑEZ' }] };
    const nameIn = (file: Uint8Array) => read(file).statements[0]?.entries[0]?.lines[0]?.counterparty_name;
    const utf16 = Buffer.from(`\ufeff${camtFile([named], { encoding: 'UTF-16' })}`, 'utf16le');
    expect(nameIn(utf16)).toBe('ZOË NÚÑEZ');
    expect(nameIn(Buffer.from(utf16).swap16())).toBe('ZOË NÚÑEZ');
    expect(nameIn(utf16.subarray(2))).toBe('ZOË NÚÑEZ');
    expect(nameIn(Buffer.from(camtFile([named], { encoding: 'ISO-8859-1' }), 'latin1'))).toBe('ZOË NÚÑEZ');
    expect(nameIn(Buffer.from(`\ufeff${camtFile([named])}`, 'utf8'))).toBe('ZOË NÚÑEZ');
  });

  it('an encoding that the bytes belie is refused with the line', () => {
    const named = { ...aDay, entries: [{ pence: 1, on: '2026-04-07', name: 'ZOË NÚÑEZ' }] };
    expect(problems(Buffer.from(camtFile([named]), 'latin1'))).toMatchObject([
      { code: 'wrong-encoding', where: expect.stringMatching(/^line \d+$/) },
    ]);
    expect(problems(camtFile([named], { encoding: 'ISO-8859-1' }))).toMatchObject([{ code: 'wrong-encoding' }]);
    expect(problems(camtFile([named], { encoding: 'EBCDIC-CP-UK' }))).toMatchObject([{ code: 'unknown-encoding' }]);
  });

  it('what is no camt.053 at all is told so', () => {
    expect(problems('')).toMatchObject([{ code: 'empty-file' }]);
    expect(problems('Date,Amount\n1,2\n')).toMatchObject([{ code: 'not-xml' }]);
    expect(problems('<html><body>Log in</body></html>')).toMatchObject([
      { code: 'not-camt053', message: expect.stringContaining('log in') },
    ]);
    expect(problems(Buffer.from('PK\x03\x04statement.xml', 'latin1'))).toMatchObject([{ code: 'zip-archive' }]);
    expect(problems(camtFile([]))).toMatchObject([{ code: 'no-statement' }]);
  });
});

describe('a statement is checked against the account it is taken in for', () => {
  const [statement] = read(camtFile([aDay])).statements;
  if (!statement) throw new Error('no statement');
  const expected = { identity: '601613-31926819', currency: 'GBP', today: civilDate('2026-04-08') };

  it('the right account, currency and days pass', () => {
    expect(checkStatement(statement, expected)).toEqual([]);
  });

  it('another account, another currency and days to come are named', () => {
    const codes = (more: object) => checkStatement(statement, { ...expected, ...more }).map((p) => p.code);
    expect(codes({ identity: '601613-00000000' })).toEqual(['other-account']);
    expect(codes({ currency: 'EUR' })).toEqual(['other-currency']);
    expect(codes({ today: civilDate('2026-04-06') })).toEqual(['booked-in-the-future', 'booked-in-the-future']);
  });

  it('a statement follows on when it opens with what the last one closed with', () => {
    const earlier = (pence: number) => ({ sequence_number: '0', closing: { amount_pence: pence as never, on: null } });
    expect(followsOn(earlier(10_000), statement)).toBeUndefined();
    expect(followsOn(earlier(9_000), statement)).toMatchObject({
      code: 'gap-between-statements',
      message: expect.stringContaining('number 0, then 1'),
    });
  });
});
