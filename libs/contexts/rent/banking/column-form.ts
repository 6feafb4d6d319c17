import type { Submission } from '#platform/web';
import type { BankColumns } from '../bank-account/bank-account.events.js';
import type { BankColumnsDto } from '../bank-account/map-bank-columns/map-bank-columns.command.js';

/** One choice of a column on the page. */
export interface ColumnField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
}

const LABELS: readonly (readonly [string, string, string?])[] = [
  ['date', 'Date'],
  ['amount', 'Amount with a sign', 'Or leave it, and choose one column for money in and one for money out'],
  ['credit', 'Money in'],
  ['debit', 'Money out'],
  ['description_1', 'Description'],
  ['description_2', 'More description'],
  ['description_3', 'Still more description'],
  ['reference', 'Payment reference'],
  ['payer', 'Who paid'],
  ['balance', 'Balance after the line', 'Shows that no line is missing'],
  ['type', 'CR or DR', 'Where amounts have no sign'],
  ['transaction_id', 'The bank’s own id of the line'],
  ['currency', 'Currency'],
  ['account_1', 'Account number'],
  ['account_2', 'Sort code, when it has a column of its own'],
];

/** The choices, as they are now or as guessed. */
export function columnFields(columns: Partial<BankColumns>): ColumnField[] {
  const { description = [], account = [], date_format: _, ...single } = columns;
  const values: Record<string, string | undefined> = {
    ...single,
    ...Object.fromEntries(description.slice(0, 3).map((name, i) => [`description_${i + 1}`, name])),
    ...Object.fromEntries(account.slice(0, 2).map((name, i) => [`account_${i + 1}`, name])),
  };
  return LABELS.map(([name, label, hint]) => ({ name, label, value: values[name] ?? '', ...(hint ? { hint } : {}) }));
}

/** The choices as a command takes them; one left empty is left out. */
export function columnsFrom(typed: Submission['values']): BankColumnsDto {
  const chosen = (name: string) => {
    const value = typed[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const several = (name: string, most: number) =>
    Array.from({ length: most }, (_, i) => chosen(`${name}_${i + 1}`)).filter((v) => v !== undefined);
  const order = chosen('date_format');
  const account = several('account', 2);
  const single = ['amount', 'credit', 'debit', 'reference', 'payer', 'balance', 'type', 'transaction_id', 'currency'];
  return {
    date: chosen('date') ?? '',
    description: several('description', 3),
    ...(order === 'day-first' || order === 'month-first' ? { date_format: order } : {}),
    ...Object.fromEntries(
      single.map((name) => [name, chosen(name)] as const).filter(([, value]) => value !== undefined),
    ),
    ...(account.length > 0 ? { account } : {}),
  };
}
