import { FIGURE_DEFINITIONS, type FigureId } from './definitions.js';
import { type FigureBasis, figuresOf, percentOf, rowsBehind } from './figures.js';
import { aRow } from './return.examples.js';

const figure = (id: FigureId, basis: FigureBasis) => {
  const found = figuresOf(basis, () => 'tmo').find((f) => f.id === id);
  if (!found) throw new Error(id);
  return found;
};

const pounds = (n: number) => n * 100;

/** rent-and-money.md 10.8: due £1,000,000, brought forward £60,000, collected £985,000, written off £5,000. */
const year: FigureBasis = {
  charged_weeks: 50,
  rows: [
    aRow({
      account: '1000001',
      weekly_pence: pounds(12_000),
      opening_pence: pounds(60_000),
      due_pence: pounds(600_000),
      collected_pence: pounds(573_000),
      adjusted_pence: pounds(-5_000),
    }),
    aRow({
      account: '1000002',
      weekly_pence: pounds(8_000),
      due_pence: pounds(400_000),
      collected_pence: pounds(412_000),
    }),
    aRow({ account: '1000003', kind: 'void', status: 'empty', due_pence: pounds(12_000) }),
    aRow({ account: '1000004', kind: 'garage', due_pence: pounds(9_000) }),
    aRow({ account: '1000005', kind: 'court-costs', opening_pence: pounds(355) }),
    aRow({ account: '1000006', kind: 'leasehold', due_pence: pounds(3_000) }),
    aRow({ account: '1000007', kind: 'recharge', due_pence: pounds(70) }),
    aRow({ account: '1000008', kind: 'void-garage', status: 'empty', due_pence: pounds(77) }),
  ],
};

describe('the same facts by the definitions in use (10.8)', () => {
  it('collects 98.50% by formula A and 92.92% by formula B', () => {
    expect(figure('rent-due', year)).toMatchObject({ numerator: pounds(1_000_000), denominator: null, percent: null });
    expect(figure('rent-collected-a', year)).toMatchObject({
      numerator: pounds(985_000),
      denominator: pounds(1_000_000),
      percent: '98.50',
    });
    expect(figure('rent-collected-b', year)).toMatchObject({ denominator: pounds(1_060_000), percent: '92.92' });
  });

  it('shows arrears of 8.20% of the annual rent with credits not netted, and the credits apart', () => {
    expect(figure('arrears-current', year)).toMatchObject({
      numerator: pounds(82_000),
      denominator: pounds(1_000_000),
      percent: '8.20',
    });
    expect(figure('rent-credits', year)).toMatchObject({ numerator: pounds(12_000), percent: '1.20' });
    // Net, as the last sentence of the vector has it: 82,000 − 12,000.
    const net = year.rows.filter((r) => r.kind === 'rent').reduce((sum, r) => sum + r.closing_pence, 0);
    expect(percentOf(net, pounds(1_000_000))).toBe('7.00');
  });

  it('loses 1.19% of the gross potential rent to empty homes', () => {
    expect(figure('void-loss', year)).toMatchObject({
      numerator: pounds(12_000),
      denominator: pounds(1_012_000),
      percent: '1.19',
    });
  });

  it('counts homes, not garages', () => {
    expect(figure('voids', year)).toMatchObject({ unit: 'homes', numerator: 1, denominator: 3, percent: '33.33' });
  });

  it('keeps garages, leaseholders, recharges and court costs out of every dwelling figure', () => {
    const dwellings = { ...year, rows: year.rows.filter((r) => r.kind === 'rent' || r.kind === 'void') };
    expect(figuresOf(dwellings, () => 'tmo')).toEqual(figuresOf(year, () => 'tmo'));
  });
});

describe('former tenants', () => {
  const rows = [
    aRow({ account: '1000001', weekly_pence: 10_000, opening_pence: 3_000 }),
    aRow({ account: '1000002', status: 'former', opening_pence: 50_000, collected_pence: 2_000 }),
    aRow({ account: '1000003', status: 'former', opening_pence: -700 }),
    aRow({ account: '1000004', status: 'not-started', collected_pence: 12_000 }),
  ];

  it('are shown apart from current tenants, against the rent of those who live there now', () => {
    const basis = { rows, charged_weeks: 52 };
    expect(figure('arrears-current', basis)).toMatchObject({ numerator: 3_000, denominator: 520_000, percent: '0.58' });
    expect(figure('arrears-former', basis)).toMatchObject({ numerator: 48_000, denominator: 520_000, percent: '9.23' });
    expect(figure('rent-credits', basis)).toMatchObject({ numerator: 12_700 });
  });

  it('bring their debts forward into formula B, but not their credits', () => {
    expect(figure('rent-collected-b', { rows, charged_weeks: 52 })).toMatchObject({
      numerator: 14_000,
      denominator: 53_000,
    });
  });
});

describe('what cannot be known', () => {
  it('is no percentage of nothing due, and no percentage without a rent year', () => {
    const nothing = { rows: [], charged_weeks: 52 };
    expect(figure('rent-collected-a', nothing)).toMatchObject({ numerator: 0, denominator: 0, percent: null });
    const noYear = { ...year, charged_weeks: null };
    expect(figure('arrears-current', noYear)).toMatchObject({
      numerator: pounds(82_000),
      denominator: null,
      percent: null,
    });
  });

  it('is shown as not delegated where the council kept the function, and never as zero', () => {
    const kept = figuresOf(year, (d) =>
      (d.functions as readonly string[]).includes('arrears') ? 'council' : 'shared',
    );
    expect(kept.find((f) => f.id === 'arrears-current')).toEqual({
      id: 'arrears-current',
      version: 1,
      responsible: 'council',
      unit: 'pence',
      numerator: null,
      denominator: null,
      percent: null,
      prior: null,
    });
    expect(kept.find((f) => f.id === 'rent-due')).toMatchObject({
      responsible: 'shared',
      numerator: pounds(1_000_000),
    });
  });
});

describe('what belongs to earlier quarters', () => {
  it('is in the figure, and shown apart: a Direct Debit taken back lowers what this quarter collected (10.6)', () => {
    const rows = [
      aRow({ account: '1000001', due_pence: 50_000, collected_pence: 50_000 - 12_843, collected_prior_pence: -12_843 }),
    ];
    expect(figure('rent-collected', { rows, charged_weeks: 52 })).toMatchObject({ numerator: 37_157, prior: -12_843 });
  });
});

describe('percentages', () => {
  it('have two decimals, half away from zero, and may exceed 100', () => {
    expect(percentOf(1, 3)).toBe('33.33');
    expect(percentOf(2, 3)).toBe('66.67');
    expect(percentOf(1, 20_000)).toBe('0.01');
    expect(percentOf(1, 20_001)).toBe('0.00');
    expect(percentOf(-1, 20_001)).toBe('0.00');
    expect(percentOf(-1, 3)).toBe('-33.33');
    expect(percentOf(1_010, 1_000)).toBe('101.00');
    expect(percentOf(Number.MAX_SAFE_INTEGER, 1)).toBe('900719925474099100.00');
    expect(percentOf(1, 0)).toBeNull();
    expect(percentOf(1, -5)).toBeNull();
  });
});

describe('the rows behind a figure', () => {
  it('add up to its numerator, for every figure', () => {
    for (const { id } of FIGURE_DEFINITIONS) {
      const added = rowsBehind(id, year.rows).reduce((sum, r) => sum + r.amount, 0);
      expect(added).toBe(figure(id, year).numerator);
    }
    expect(rowsBehind('void-loss', year.rows).map(({ row }) => row.account)).toEqual(['1000003']);
  });
});
