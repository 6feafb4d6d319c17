import * as fc from 'fast-check';
import { civilDate } from '#kernel';
import { aRow } from './return.examples.js';
import { type AccountMovements, MONEY_CELLS, type ReturnAccount, rowOf, totalsOf } from './rows.js';

const quarter = { from: civilDate('2026-04-01'), to: civilDate('2026-06-30') };
const account: ReturnAccount = {
  account: '1002384',
  kind: 'rent',
  opened_on: civilDate('2020-04-06'),
  closed_on: null,
  weekly_pence: 12_000,
};
const nothing: AccountMovements = { opening_pence: 0, movements: [] };

describe('the row of an account', () => {
  it('leads from what was owed to what is owed', () => {
    const ledger: AccountMovements = {
      opening_pence: 5_000,
      movements: [
        { nature: 'due', prior: false, amount_pence: 156_000 },
        { nature: 'due', prior: true, amount_pence: -1_000 },
        { nature: 'collected', prior: false, amount_pence: -150_000 },
        { nature: 'collected', prior: true, amount_pence: 12_843 },
        { nature: 'brought-in', prior: false, amount_pence: 700 },
        { nature: 'adjusted', prior: false, amount_pence: -300 },
      ],
    };
    expect(rowOf(account, ledger, quarter)).toEqual({
      account: '1002384',
      kind: 'rent',
      status: 'current',
      weekly_pence: 12_000,
      opening_pence: 5_000,
      brought_in_pence: 700,
      due_pence: 155_000,
      due_prior_pence: -1_000,
      collected_pence: 137_157,
      collected_prior_pence: -12_843,
      adjusted_pence: -300,
      closing_pence: 23_243,
    });
  });

  it('closes with the sum of everything the ledger holds, whatever it was for', () => {
    const movement = fc.record({
      nature: fc.constantFrom('brought-in' as const, 'due' as const, 'collected' as const, 'adjusted' as const),
      prior: fc.boolean(),
      amount_pence: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    });
    const anything = fc.record({ opening_pence: fc.integer(), movements: fc.array(movement) });
    fc.assert(
      fc.property(anything, (ledger) => {
        const row = rowOf(account, ledger, quarter);
        const all = ledger.movements.reduce((sum, m) => sum + m.amount_pence, ledger.opening_pence);
        expect(row?.closing_pence).toBe(all);
        expect(row).toEqual(aRow(row!));
        expect(MONEY_CELLS.some((cell) => Object.is(row?.[cell], -0))).toBe(false);
      }),
    );
  });

  it('says how the account stood on the last day of the quarter', () => {
    const on = (parts: Partial<ReturnAccount>) => rowOf({ ...account, ...parts }, nothing, quarter)?.status;
    expect(on({})).toBe('current');
    expect(on({ closed_on: quarter.to })).toBe('current'); // the last day of the tenancy is still theirs
    expect(on({ closed_on: civilDate('2026-06-29') })).toBe('former');
    expect(on({ kind: 'void' })).toBe('empty');
    expect(on({ kind: 'void', closed_on: civilDate('2026-05-10') })).toBe('ended');
    expect(on({ kind: 'void-garage', closed_on: quarter.to })).toBe('empty');
    const prepaid: AccountMovements = {
      opening_pence: 0,
      movements: [{ nature: 'collected', prior: false, amount_pence: -100 }],
    };
    const nextQuarter = { ...account, opened_on: civilDate('2026-07-06') };
    expect(rowOf(nextQuarter, prepaid, quarter)).toMatchObject({ status: 'not-started', weekly_pence: 0 });
  });

  it('counts the weekly rent only of an account that is open on the last day', () => {
    expect(rowOf({ ...account, closed_on: civilDate('2026-06-29') }, nothing, quarter)?.weekly_pence).toBe(0);
  });

  it('is left out when the account had no part in the quarter', () => {
    expect(rowOf({ ...account, closed_on: civilDate('2026-03-31') }, nothing, quarter)).toBeUndefined();
    expect(rowOf({ ...account, opened_on: civilDate('2026-07-01') }, nothing, quarter)).toBeUndefined();
    const owes: AccountMovements = { opening_pence: 1, movements: [] };
    expect(rowOf({ ...account, closed_on: civilDate('2019-03-31') }, owes, quarter)?.status).toBe('former');
  });
});

describe('totals', () => {
  it('add up each kind of account that there is', () => {
    const rows = [
      aRow({ account: '1000001', due_pence: 100, collected_pence: 40 }),
      aRow({ account: '1000002', due_pence: 30, opening_pence: -5 }),
      aRow({ account: '1000003', kind: 'garage', due_pence: 7 }),
    ];
    expect(totalsOf(rows)).toEqual([
      expect.objectContaining({
        kind: 'rent',
        rows: 2,
        due_pence: 130,
        opening_pence: -5,
        collected_pence: 40,
        closing_pence: 85,
      }),
      expect.objectContaining({ kind: 'garage', rows: 1, due_pence: 7, closing_pence: 7 }),
    ]);
    expect(totalsOf([])).toEqual([]);
  });
});
