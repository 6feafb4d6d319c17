import { civilDate, makeReference, pence } from '#kernel';
import { type Directory, matchLine, type PayableAccount, repairsFor } from './matching.js';
import { flatId, garageId } from './bank-line.examples.js';

const account = (number: string, more: Partial<PayableAccount> = {}): PayableAccount => ({
  account_id: flatId,
  reference: makeReference(number),
  kind: 'rent',
  closed_on: null,
  balance_pence: pence(11843),
  ...more,
});
const directory = (...accounts: PayableAccount[]): Directory => new Map(accounts.map((a) => [a.reference, a]));
const flat = account('1002384');
const garage = account('1002390', { account_id: garageId, kind: 'garage' });
const pays = (...texts: string[]) => ({ texts, amount_pence: pence(11843) });

describe('finding the account a payment is for', () => {
  it('goes by the exact reference, wherever the payer wrote it', () => {
    const match = { account_id: flatId, reference: '100238443' };
    expect(matchLine(pays('STO MISS J SMITH 100238443 118.43'), directory(flat, garage))).toEqual(match);
    expect(matchLine(pays('SMITH J', '100 238 443'), directory(flat, garage))).toEqual(match);
    expect(matchLine(pays('RENT 100238443', '100238443'), directory(flat))).toEqual(match);
  });

  it('holds a payment without one', () => {
    expect(matchLine(pays('RENT SMITH'), directory(flat))).toEqual({ held: 'no-reference' });
    expect(matchLine(pays(), directory(flat))).toEqual({ held: 'no-reference' });
  });

  it('holds a reference that fails its check digits, and proposes what may have been meant (example 10.9)', () => {
    const mistyped = pays('STO MISS J SMTH 100328443 118.43');
    expect(matchLine(mistyped, directory(flat))).toEqual({ held: 'no-reference' });
    expect([...repairsFor(mistyped)].sort()).toEqual(['000328443', '100238443']);
  });

  it('holds a reference of another TMO, which nobody here has', () => {
    expect(matchLine(pays(makeReference('2000001')), directory(flat))).toEqual({ held: 'unknown-reference' });
  });

  it('holds a payment that names two of our accounts', () => {
    expect(matchLine(pays(`${flat.reference} AND ${garage.reference}`), directory(flat, garage))).toEqual({
      held: 'several-accounts',
    });
  });

  it('goes by ours when another number in the text happens to check', () => {
    expect(matchLine(pays(`${makeReference('2000001')} ${flat.reference}`), directory(flat))).toEqual({
      account_id: flatId,
      reference: flat.reference,
    });
  });

  it('posts a former tenant’s payment while they owe it, and holds what they no longer owe', () => {
    const left = { closed_on: civilDate('2026-03-01') };
    expect(matchLine(pays(flat.reference), directory(account('1002384', left)))).toHaveProperty('account_id', flatId);
    const owesLess = account('1002384', { ...left, balance_pence: pence(11842) });
    expect(matchLine(pays(flat.reference), directory(owesLess))).toEqual({ held: 'account-closed' });
  });

  it('never pays for an empty home', () => {
    expect(matchLine(pays(flat.reference), directory(account('1002384', { kind: 'void' })))).toEqual({
      held: 'void-account',
    });
  });
});
