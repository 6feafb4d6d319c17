import type { DateOrder } from '#platform/files';

/**
 * Which column of a bank's CSV is what, by the names in its header. Kept with the bank account and used for every file
 * of it: what a line is known by depends on the columns it was read from.
 */
export interface BankCsvMapping {
  readonly date: string;
  /** Undefined: found out from the file, and refused when every date could be read both ways. */
  readonly date_format?: DateOrder | undefined;
  /** One signed column (money in positive); or `credit` and `debit`. */
  readonly amount?: string | undefined;
  readonly credit?: string | undefined;
  readonly debit?: string | undefined;
  /** At least one; their texts are joined. */
  readonly description: readonly string[];
  readonly reference?: string | undefined;
  readonly payer?: string | undefined;
  /** The balance after the line; checked when given. */
  readonly balance?: string | undefined;
  /** 'CR' and 'DR', where amounts have no sign; any other text in it is kept with the description. */
  readonly type?: string | undefined;
  /** The bank's own id of the line. */
  readonly transaction_id?: string | undefined;
  readonly currency?: string | undefined;
  /** Sort code and account number, in one column or two. */
  readonly account?: readonly string[] | undefined;
}

type Field = Exclude<keyof BankCsvMapping, 'date_format'>;

/** Column names of British banks, in lower case without punctuation; earlier ones are preferred. */
const NAMES: readonly (readonly [Field, readonly string[]])[] = [
  [
    'date',
    [
      'transaction date',
      'date',
      'posting date',
      'posted date',
      'booking date',
      'entry date',
      'value date',
      'completed date',
    ],
  ],
  ['amount', ['amount', 'value', 'transaction amount', 'net amount', 'amount gbp', 'value gbp']],
  [
    'credit',
    [
      'credit amount',
      'credit',
      'credits',
      'money in',
      'paid in',
      'in',
      'receipts',
      'deposits',
      'credit gbp',
      'money in gbp',
      'paid in gbp',
    ],
  ],
  [
    'debit',
    [
      'debit amount',
      'debit',
      'debits',
      'money out',
      'paid out',
      'out',
      'payments',
      'withdrawals',
      'debit gbp',
      'money out gbp',
      'paid out gbp',
    ],
  ],
  ['balance', ['balance', 'running balance', 'account balance', 'ledger balance', 'balance gbp']],
  [
    'type',
    ['transaction type', 'type', 'subcategory', 'transaction code', 'cr dr', 'dr cr', 'debit credit', 'credit debit'],
  ],
  ['reference', ['reference', 'payment reference', 'customer reference', 'payee reference', 'ref', 'your reference']],
  ['payer', ['counter party', 'counterparty', 'payer', 'payee', 'name', 'merchant name', 'counterparty name']],
  ['transaction_id', ['transaction id', 'fitid', 'unique id', 'bank reference', 'transaction reference']],
  ['currency', ['currency', 'ccy', 'account currency']],
];
const DESCRIPTIONS = [
  'transaction description',
  'description',
  'details',
  'narrative',
  'memo',
  'particulars',
  'transaction details',
  'payment details',
  'notes',
  'narrative 1',
  'narrative 2',
  'narrative 3',
];
const ACCOUNTS = ['sort code', 'account number', 'account', 'account no', 'iban'];

/** A first mapping by the header, for a person to look over; what was not recognised is left out. */
export function guessBankMapping(header: readonly string[]): Partial<BankCsvMapping> {
  const plain = header.map((name) =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const found = new Map<Field, string>();
  for (const [field, names] of NAMES) {
    const name = names.find((candidate) => plain.includes(candidate));
    if (name !== undefined) found.set(field, header[plain.indexOf(name)] ?? '');
  }
  if (found.has('credit') && found.has('debit')) found.delete('amount');
  const listed = (names: readonly string[]) => header.filter((_, index) => names.includes(plain[index] ?? ''));
  const account = listed(ACCOUNTS);
  const description = listed(DESCRIPTIONS);
  const insteadOfDescription = [found.get('reference'), found.get('payer')].filter((name) => name !== undefined);
  return {
    ...Object.fromEntries(found),
    description: description.length > 0 ? description : insteadOfDescription,
    ...(account.length > 0 ? { account } : {}),
  };
}

/** What stops a mapping from being used with this header, in plain English. */
export function mappingFaults(mapping: BankCsvMapping, header: readonly string[]): string[] {
  const { date, amount, credit, debit, description, account, date_format: _order, ...others } = mapping;
  const named = [date, amount, credit, debit, ...description, ...(account ?? []), ...Object.values(others)];
  const faults = named
    .filter((name): name is string => name !== undefined && !header.includes(name))
    .map((name) => (name === '' ? 'A column is not chosen.' : `The file has no column “${name}”.`));
  if (description.length === 0) faults.push('Choose at least one column for the description.');
  if (amount === undefined && (credit === undefined || debit === undefined)) {
    faults.push('Choose the amount column, or one column for money in and one for money out.');
  }
  if (amount !== undefined && (credit !== undefined || debit !== undefined)) {
    faults.push('Choose either one amount column or two for money in and out, not both.');
  }
  return faults;
}
