import { accept, type CivilDate, type DecideEnv, type Decision, pence, refuse } from '#kernel';
import type { StatementImported } from '../bank-statement.events.js';
import type { BankStatementState } from '../bank-statement.js';

export interface ImportStatement {
  readonly statement_id: string;
  readonly bank_account_id: string;
  readonly identity: string;
  readonly format: string;
  readonly bank_statement_ref?: string | null;
  readonly sequence_number?: string | null;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly opening_pence?: number | null;
  readonly closing_pence?: number | null;
  readonly lines: number;
  readonly money_in_pence: number;
  readonly money_out_pence: number;
  readonly file_subject: string;
  readonly file_sha256: string;
}

export interface ImportStatementFacts {
  readonly bank_account: { readonly opened_on: CivilDate } | undefined;
  readonly ledger_keeper: 'tmo' | 'council';
}

/** Records that a statement was taken in, when it adds up: opening balance + in − out = closing balance, to the penny. */
export function decideImportStatement(
  command: ImportStatement,
  state: BankStatementState,
  env: Pick<DecideEnv, 'today'>,
  facts: ImportStatementFacts,
): Decision<StatementImported> {
  const { statement_id, bank_account_id, identity, format, from, to, lines, file_subject, file_sha256 } = command;
  const { money_in_pence, money_out_pence } = command;
  const opening = command.opening_pence ?? null;
  const closing = command.closing_pence ?? null;
  if (state.status !== 'none') return refuse('statement-already-imported', { statement_id });
  if (facts.ledger_keeper === 'council') return refuse('rent-ledger-kept-by-council');
  if (!facts.bank_account) return refuse('bank-account-not-found', { bank_account_id });
  if (from > to) return refuse('statement-ends-before-it-starts', { from, to });
  if (to > env.today) return refuse('statement-of-the-future', { to });
  if (to < facts.bank_account.opened_on)
    return refuse('before-bank-account-opened', { to, opened_on: facts.bank_account.opened_on });
  if (money_in_pence < 0 || money_out_pence < 0) return refuse('totals-not-positive');
  if (opening !== null && closing !== null && opening + money_in_pence - money_out_pence !== closing)
    return refuse('balances-do-not-add-up', {
      opening_pence: opening,
      money_in_pence,
      money_out_pence,
      closing_pence: closing,
    });
  return accept({
    type: 'rent.statement-imported.v1',
    effective_on: to,
    data: {
      statement_id,
      bank_account_id,
      identity,
      format,
      bank_statement_ref: command.bank_statement_ref ?? null,
      sequence_number: command.sequence_number ?? null,
      from,
      to,
      opening_pence: opening === null ? null : pence(opening),
      closing_pence: closing === null ? null : pence(closing),
      lines,
      money_in_pence: pence(money_in_pence),
      money_out_pence: pence(money_out_pence),
      file_subject,
      file_sha256,
    },
  });
}
