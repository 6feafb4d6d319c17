import { civilDate, type DecideEnv, pence } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { StatementImported } from '../bank-statement.events.js';
import { bankStatementDecider, type BankStatementState } from '../bank-statement.js';
import { decideImportStatement, type ImportStatement, type ImportStatementFacts } from './import-statement.js';

const known: ImportStatementFacts = { bank_account: { opened_on: civilDate('2026-04-06') }, ledger_keeper: 'tmo' };
const knowing = (facts: Partial<ImportStatementFacts>) => (c: ImportStatement, s: BankStatementState, e: DecideEnv) =>
  decideImportStatement(c, s, e, { ...known, ...facts });
const take = knowing({});
const today = anEnv({ today: '2026-05-20' });
const whole = {
  statement_id: '018f0000-0000-7000-8000-0000000000f1',
  bank_account_id: '018f0000-0000-7000-8000-0000000000e1',
  identity: 'cd'.repeat(32),
  format: 'camt.053.001.08',
  bank_statement_ref: 'STMT-2026-05-19',
  sequence_number: '97',
  from: civilDate('2026-05-18'),
  to: civilDate('2026-05-19'),
  opening_pence: pence(100000),
  closing_pence: pence(113686),
  lines: 3,
  money_in_pence: pence(23686),
  money_out_pence: pence(10000),
  file_subject: 'bank-file/018f0000-0000-7000-8000-0000000000f2',
  file_sha256: 'ab'.repeat(32),
};
const imported = (data: Partial<StatementImported['data']> = {}): StatementImported => ({
  type: 'rent.statement-imported.v1',
  effective_on: civilDate('2026-05-19'),
  data: { ...whole, ...data },
});

describe('taking in a bank statement', () => {
  it('records its totals when opening, in and out lead to closing', () => {
    given(bankStatementDecider).when(take, whole, today).then(imported());
  });

  it('refuses one that does not add up by a penny', () => {
    given(bankStatementDecider)
      .when(take, { ...whole, closing_pence: 113685 }, today)
      .thenRefused('balances-do-not-add-up', {
        opening_pence: 100000,
        money_in_pence: 23686,
        money_out_pence: 10000,
        closing_pence: 113685,
      });
  });

  it('takes a CSV that gives no balances', () => {
    const { opening_pence, closing_pence, bank_statement_ref, sequence_number, ...csv } = whole;
    expect([opening_pence, closing_pence, bank_statement_ref, sequence_number]).not.toContain(null);
    given(bankStatementDecider)
      .when(take, { ...csv, format: 'csv' }, today)
      .then(
        imported({
          format: 'csv',
          opening_pence: null,
          closing_pence: null,
          bank_statement_ref: null,
          sequence_number: null,
        }),
      );
  });

  it('refuses days before the bank account was registered, days to come and days out of order', () => {
    const refused = (from: string, to: string, code: string) =>
      given(bankStatementDecider)
        .when(take, { ...whole, from: civilDate(from), to: civilDate(to) }, today)
        .thenRefused(code);
    refused('2026-04-01', '2026-04-05', 'before-bank-account-opened');
    refused('2026-05-18', '2026-05-21', 'statement-of-the-future');
    refused('2026-05-19', '2026-05-18', 'statement-ends-before-it-starts');
  });

  it('refuses another’s bank account, and a TMO whose council keeps the rent ledger', () => {
    given(bankStatementDecider)
      .when(knowing({ bank_account: undefined }), whole, today)
      .thenRefused('bank-account-not-found');
    given(bankStatementDecider)
      .when(knowing({ ledger_keeper: 'council' }), whole, today)
      .thenRefused('rent-ledger-kept-by-council');
  });

  it('happens once, with totals that are amounts', () => {
    given(bankStatementDecider, imported()).when(take, whole, today).thenRefused('statement-already-imported');
    given(bankStatementDecider)
      .when(take, { ...whole, money_out_pence: -1 }, today)
      .thenRefused('totals-not-positive');
  });
});
