import { civilDate, deterministicUuid, makeReference, newUuid } from '#kernel';
import { agreementContext, establishTmo, setRentLedgerKeeper } from '#contexts/agreement/agreement.module.js';
import { type AnyCommand, type Outcome, SuppliedClock, type TmoContext, type Tx } from '#platform/event-store';
import { balanceOf } from '#platform/ledger';
import { KeptFiles } from '#platform/privacy';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { camtFile, type CamtStatement } from '../../../../test/fixtures/bank/camt-file.js';
import {
  accountMovements,
  balances,
  bankLedger,
  bankLineTotal,
  entries,
  type LedgerEntry,
  SUSPENSE,
} from '../contracts/index.js';
import {
  bringInOpeningBalance,
  closeAccount,
  explainOutgoing,
  mapBankColumns,
  openAccount,
  placePayment,
  registerBankAccount,
  rentContext,
  reversePayment,
} from '../rent.module.js';
import { BankImport } from './bank-import.service.js';
import { bankLinesOf, linesOfStatement, statements } from './banking.queries.js';

const id = (what: string, n: number) => deterministicUuid(what, String(n));
const ref = (n: number) => makeReference(String(1_000_000 + n));
const PAGE = { limit: 50, offset: 0 };

const lineOf = (entry: LedgerEntry | undefined) =>
  entry && 'bank_line_id' in entry.event.data ? entry.event.data.bank_line_id : undefined;

describe('taking in a bank statement', () => {
  const clock = new SuppliedClock('2026-05-20T08:00:00Z');
  let log: TestLog;
  let ctx: TmoContext;
  let bank: BankImport;
  const bankId = id('bank', 1);

  const send = (command: AnyCommand, payload: object, as = ctx): Promise<Outcome> =>
    log.executor.execute(as, command, payload, { command_id: newUuid() });
  const sent = async (command: AnyCommand, payload: object, as = ctx) => {
    const outcome = await send(command, payload, as);
    expect(outcome).toMatchObject({ status: 'accepted' });
  };
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const owed = async (n: number) =>
    (await read((tx) => balances(tx, ctx.tmo_id, [id('account', n)]))).get(id('account', n)) ?? 0;
  const held = () => read((tx) => bankLinesOf(tx, ctx.tmo_id, 'held', PAGE));
  const inLedger = (account: string) => read((tx) => balanceOf(tx, ctx.tmo_id, account));

  async function open(n: number, as = ctx): Promise<void> {
    const [account_id, tenancy_id] = [id('account', n), id('tenancy', n)];
    const account = { account_id, kind: 'rent', account_number: String(1_000_000 + n), tenancy_id };
    await sent(openAccount, { ...account, opened_on: '2020-04-06' }, as);
    const balance = { account_id, amount_pence: 10_000, as_at: '2026-04-05', source: 'Council' };
    await sent(bringInOpeningBalance, balance, as);
  }
  const register = (as = ctx) =>
    sent(
      registerBankAccount,
      {
        bank_account_id: bankId,
        name: 'Rent account',
        sort_code: '60-16-13',
        account_number: '31926819',
        opening_balance_pence: 50_000,
        opened_on: '2026-04-06',
      },
      as,
    );
  const upload = (text: string, as = ctx) => bank.keep(as, { name: 'may.xml', bytes: Buffer.from(text) });
  const takeIn = async (text: string) => bank.takeIn(ctx, bankId, await upload(text));

  const monday: CamtStatement = {
    id: 'S97',
    sequence: 97,
    opening_pence: 50_000,
    entries: [
      { pence: 4_000, on: '2026-05-18', servicer_ref: 'A1', name: 'J SMITH', text: `RENT ${ref(1)}` },
      { pence: 2_500, on: '2026-05-18', servicer_ref: 'A2', name: 'MISS J SMTH', text: 'STO 100000287 RENT' },
      { pence: 700, on: '2026-05-18', servicer_ref: 'A3', name: 'SOMEBODY', text: makeReference('2000001') },
      { pence: -1_200, on: '2026-05-18', servicer_ref: 'A4', name: 'BANK CHARGES', text: 'APRIL' },
      { pence: 900, on: '2026-05-18', status: 'PDNG', servicer_ref: 'A5', text: ref(1) },
    ],
  };

  beforeAll(async () => {
    log = await testLog(
      [agreementContext, rentContext, { name: 'projections', migrations: [Checkpoint1763800200000] }],
      { clock },
    );
    bank = new BankImport(log.db, log.executor, clock, new KeptFiles(log.vault));
    ctx = await log.openTmo('brookmead');
    for (const n of [1, 2, 3]) await open(n);
    await register();
  });
  afterAll(() => log.close());

  it('shows first what will post, what will wait and why, and does none of it', async () => {
    const preview = await bank.preview(ctx, bankId, await upload(camtFile([monday])));
    if (preview.status !== 'read') throw new Error(JSON.stringify(preview));
    expect(preview.file.problems).toEqual([]);
    expect(preview.file.lines.map((l) => l.fate)).toEqual([
      { kind: 'posts', account_id: id('account', 1), reference: ref(1) },
      { kind: 'waits', reason: 'no-reference' },
      { kind: 'waits', reason: 'unknown-reference' },
      { kind: 'out' },
    ]);
    expect([await owed(1), (await held()).length]).toEqual([10_000, 0]);
  });

  it('posts what has a valid reference, holds the rest, and its books agree with the bank', async () => {
    expect(await takeIn(camtFile([monday]))).toMatchObject({ status: 'taken-in', posted: 1, held: 2, out: 1, seen: 0 });
    expect(await owed(1)).toBe(6_000);
    expect(await inLedger(SUSPENSE)).toBe(-3_200);
    expect(await read((tx) => bankLineTotal(tx, ctx.tmo_id, 'held'))).toEqual({ lines: 2, total_pence: 3_200 });
    expect(await inLedger(bankLedger(bankId))).toBe(50_000 + 6_000);
    const [statement] = await read((tx) => statements(tx, ctx.tmo_id, PAGE));
    expect(statement).toMatchObject({ bank_statement_ref: 'S97', closing_pence: 56_000, lines: 4 });
  });

  it('doubles nothing when the same file comes again, or one that overlaps it', async () => {
    expect(await takeIn(camtFile([monday]))).toMatchObject({ status: 'taken-in', posted: 0, held: 0, seen: 4 });
    const tuesday = { pence: 1_000, on: '2026-05-19', servicer_ref: 'B1', text: ref(2) };
    const both = { ...monday, id: 'S97-98', entries: [...(monday.entries ?? []), tuesday] };
    expect(await takeIn(camtFile([both], { version: '02' }))).toMatchObject({ posted: 1, held: 0, out: 0, seen: 4 });
    expect([await owed(1), await owed(2), await inLedger(bankLedger(bankId))]).toEqual([6_000, 9_000, 57_000]);
    const [latest] = await read((tx) => statements(tx, ctx.tmo_id, PAGE));
    const lines = await read((tx) => linesOfStatement(tx, ctx.tmo_id, latest?.statement_id ?? '', PAGE));
    expect(lines.map((l) => l.amount_pence)).toEqual([1_000]);
  });

  it('keeps the payer’s words sealed in log and list, and opens them for whoever looks', async () => {
    const [first] = await held();
    expect(first?.payer_sealed).toMatch(/^sealed:v1:bank-line\//);
    const opened = await read((tx) =>
      log.vault.open(tx, ctx.tmo_id, [first?.payer_sealed ?? '', first?.narrative_sealed ?? '']),
    );
    expect(opened).toEqual(['MISS J SMTH', 'STO 100000287 RENT']);
    const inClear = await read((tx) =>
      tx.query(`select 1 from event where data::text like '%SMITH%' or data::text like '%SMTH%'`),
    );
    expect(inClear).toEqual([]);
  });

  it('places a payment that waited, and it counts from the day it was booked', async () => {
    const [first] = await held();
    const bank_line_id = first?.bank_line_id ?? '';
    await sent(placePayment, { bank_line_id, allocations: [{ account_id: id('account', 3), amount_pence: 2_500 }] });
    expect([await owed(3), await inLedger(SUSPENSE)]).toEqual([7_500, -700]);
    const account = { account_id: id('account', 3), kind: 'rent' } as const;
    const [entry] = (await read((tx) => entries(tx, ctx.tmo_id, account, PAGE))).entries;
    expect(entry).toMatchObject({ effective_on: '2026-05-18', amount_pence: -2_500, balance_pence: 7_500 });
  });

  it('takes it off the wrong account again, once, and lets it be placed anew', async () => {
    const account = { account_id: id('account', 3), kind: 'rent' } as const;
    const [entry] = (await read((tx) => entries(tx, ctx.tmo_id, account, PAGE))).entries;
    const bank_line_id = lineOf(entry);
    const wrong = { bank_line_id, account_id: account.account_id, position: entry?.position, reason: 'wrong-account' };
    await sent(reversePayment, wrong);
    expect(await send(reversePayment, wrong)).toMatchObject({ refusal: { code: 'already-reversed' } });
    expect([await owed(3), await inLedger(SUSPENSE)]).toEqual([10_000, -3_200]);
    await sent(placePayment, { bank_line_id, allocations: [{ account_id: id('account', 2), amount_pence: 2_500 }] });
    expect([await owed(2), await inLedger(SUSPENSE)]).toEqual([6_500, -700]);
  });

  it('places nothing on another TMO’s account', async () => {
    const other = await log.openTmo('next-door');
    await open(9, other);
    const [waiting] = await held();
    const allocations = [{ account_id: id('account', 9), amount_pence: 700 }];
    expect(await send(placePayment, { bank_line_id: waiting?.bank_line_id, allocations })).toMatchObject({
      status: 'refused',
      refusal: { code: 'account-not-found' },
    });
  });

  it('lets money that the bank took back leave once, though it was reversed before the statement came', async () => {
    const account = { account_id: id('account', 1), kind: 'rent' } as const;
    const [payment] = (await read((tx) => entries(tx, ctx.tmo_id, account, PAGE))).entries;
    const bank_line_id = lineOf(payment);
    await sent(reversePayment, {
      bank_line_id,
      account_id: id('account', 1),
      position: payment?.position,
      reason: 'recalled',
    });
    expect([await owed(1), await inLedger(bankLedger(bankId))]).toEqual([10_000, 53_000]);
    const back = { pence: -4_000, on: '2026-05-20', servicer_ref: 'C1', text: 'RETURNED' };
    expect(await takeIn(camtFile([{ id: 'S99', opening_pence: 57_000, entries: [back] }]))).toMatchObject({ out: 1 });
    const out = (await read((tx) => bankLinesOf(tx, ctx.tmo_id, 'out', PAGE))).at(-1);
    await sent(explainOutgoing, { bank_line_id: out?.bank_line_id, returned_line_id: bank_line_id });
    expect(await inLedger(bankLedger(bankId))).toBe(53_000);
  });

  it('names every problem of a file that is of another account, does not add up or lies in the future', async () => {
    const problems = async (statement: CamtStatement, currency = 'GBP') => {
      const answer = await takeIn(camtFile([statement], { currency }));
      return answer.status === 'unreadable' ? answer.problems.map((p) => p.code) : [answer.status];
    };
    expect(await problems({ ...monday, iban: 'GB33BUKB20201555555555' })).toEqual(['other-account']);
    expect(await problems({ ...monday, closing_pence: 1 })).toEqual(['balances-do-not-add-up']);
    expect(await problems(monday, 'EUR')).toContain('other-currency');
    expect(await problems({ id: 'F', entries: [{ pence: 1, on: '2026-05-21', text: 'x' }] })).toEqual([
      'booked-in-the-future',
    ]);
    expect((await read((tx) => statements(tx, ctx.tmo_id, PAGE))).length).toBe(3);
  });

  it('warns of a gap, and leaves out what is in the opening balance', async () => {
    const early: CamtStatement = {
      id: 'S60',
      entries: [
        { pence: 500, on: '2026-04-03', servicer_ref: 'E1', text: ref(1) },
        { pence: 600, on: '2026-04-07', servicer_ref: 'E2', text: ref(1) },
      ],
    };
    expect(await takeIn(camtFile([early]))).toMatchObject({ status: 'taken-in', posted: 1 });
    expect(await owed(1)).toBe(9_400);
    clock.set('2026-05-22T08:00:00Z');
    const later: CamtStatement = { id: 'S101', opening_pence: 1, entries: [{ pence: 5, on: '2026-05-22', text: 'x' }] };
    const preview = await bank.preview(ctx, bankId, await upload(camtFile([later])));
    expect(preview.status === 'read' && preview.file.warnings.map((w) => w.code)).toEqual(['gap-between-statements']);
  });

  it('asks once which column of a CSV is what; two equal payments on one day are both real', async () => {
    const csv = (rows: string[]) => ['Date,Details,Paid in,Paid out', ...rows].join('\r\n');
    const row = `21/05/2026,STO ${ref(2)},10.00,`;
    const first = await bank.preview(ctx, bankId, await upload(csv([row, row])));
    expect(first).toMatchObject({ status: 'needs-columns', header: ['Date', 'Details', 'Paid in', 'Paid out'] });
    const columns = { date: 'Date', description: ['Details'], credit: 'Paid in', debit: 'Paid out' };
    await sent(mapBankColumns, { bank_account_id: bankId, columns });
    const before = await owed(2);
    expect(await takeIn(csv([row, row]))).toMatchObject({ status: 'taken-in', posted: 2 });
    expect(await takeIn(csv([row, row]))).toMatchObject({ posted: 0, seen: 2 });
    expect(await takeIn(csv(['22/05/2026,CASH,3.00,', row, row]))).toMatchObject({ posted: 0, held: 1, seen: 2 });
    expect(await owed(2)).toBe(before - 2_000);
  });

  it('posts a former tenant’s payment while they owe it, and then holds', async () => {
    await sent(closeAccount, { account_id: id('account', 3), closed_on: '2026-04-05' });
    const pays = (n: number, amount: number): CamtStatement => ({
      id: `FT${n}`,
      entries: [{ pence: amount, on: '2026-05-21', servicer_ref: `FT${n}`, text: ref(3) }],
    });
    expect(await takeIn(camtFile([pays(1, 9_000)]))).toMatchObject({ posted: 1 });
    expect(await takeIn(camtFile([pays(2, 9_000)]))).toMatchObject({ posted: 0, held: 1 });
    expect((await held()).filter((l) => l.amount_pence === 9_000).map((l) => l.held_reason)).toEqual([
      'account-closed',
    ]);
  });

  it('tells what was brought in and collected, and what became known late', async () => {
    const asked = { from: civilDate('2026-05-01'), to: civilDate('2026-05-31'), known_to: Number.MAX_SAFE_INTEGER };
    const all = await read((tx) => accountMovements(tx, ctx.tmo_id, asked));
    const of = (n: number) => all.movements.filter((m) => m.account_id === id('account', n));
    expect(all.opening.get(id('account', 1))).toBe(9_400);
    expect(of(1)).toEqual([]); // paid and taken back
    expect(of(2)).toEqual([{ account_id: id('account', 2), nature: 'collected', prior: false, amount_pence: -5_500 }]);
    // Had April been reported before its late payment of £6.00 was known, it would be prior.
    const [late] = await read((tx) =>
      tx.query<{ position: number }>(
        `select position from event where type = 'rent.payment-received.v1' and effective_on = '2026-04-07'`,
      ),
    );
    const told = await read((tx) =>
      accountMovements(tx, ctx.tmo_id, { ...asked, known_before: (late?.position ?? 0) - 1 }),
    );
    expect(told.opening.get(id('account', 1))).toBe(10_000);
    expect(told.movements.filter((m) => m.prior)).toEqual([
      { account_id: id('account', 1), nature: 'collected', prior: true, amount_pence: -600 },
    ]);
  });

  it('is the council’s business where the council keeps the rent ledger', async () => {
    const other = await log.openTmo('council-kept');
    await sent(establishTmo, { name: 'Council Kept', council_name: 'A council', from: '2026-01-01' }, other);
    await sent(setRentLedgerKeeper, { keeper: 'council', from: '2026-01-01' }, other);
    await register(other);
    expect(await bank.takeIn(other, bankId, await upload(camtFile([monday]), other))).toMatchObject({
      refusal: { code: 'rent-ledger-kept-by-council' },
    });
  });

  it('reads no other TMO’s file and no other TMO’s bank account', async () => {
    const other = await log.openTmo('elsewhere');
    const file_id = await upload(camtFile([monday]));
    expect(await bank.preview(other, bankId, file_id)).toMatchObject({ refusal: { code: 'file-not-kept' } });
    const own = await upload(camtFile([monday]), other);
    expect(await bank.preview(other, bankId, own)).toMatchObject({ refusal: { code: 'bank-account-not-found' } });
  });

  it('is the same when rebuilt from the log', async () => {
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });
});
