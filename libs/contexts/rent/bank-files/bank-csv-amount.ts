import { parsePounds, type Pence, pence } from '#kernel';
import type { BankCsvMapping } from './bank-csv-mapping.js';

/** Gives a record's cell by its column's name; '' for a column not mapped. */
export type CellOf = (column: string | undefined) => string;

export type CsvAmount =
  | { readonly ok: true; readonly amount: Pence }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** A record's amount, money in positive: from one signed column, from one with CR and DR beside it, or from two. */
export function readCsvAmount(mapping: BankCsvMapping, cell: CellOf): CsvAmount {
  return mapping.amount === undefined ? fromTwoColumns(mapping, cell) : fromOneColumn(mapping.amount, mapping, cell);
}

function fromOneColumn(column: string, mapping: BankCsvMapping, cell: CellOf): CsvAmount {
  const written = cell(column).trim();
  if (written === '') return fault('amount-missing', `Column “${column}” has no amount.`);
  const amount = readSigned(written);
  if (amount === undefined) return unreadable(column, written);
  const direction = directionOf(cell(mapping.type));
  if (direction === undefined) return { ok: true, amount };
  if (direction === 1 && amount < 0) {
    return fault(
      'direction-unclear',
      `The amount “${written}” is money out, but the type says “${cell(mapping.type)}”.`,
    );
  }
  return { ok: true, amount: pence(direction * Math.abs(amount)) };
}

function fromTwoColumns(mapping: BankCsvMapping, cell: CellOf): CsvAmount {
  const sides: Pence[] = [];
  for (const column of [mapping.credit, mapping.debit]) {
    const written = cell(column).trim();
    const amount = written === '' ? pence(0) : readSigned(written);
    if (amount === undefined) return unreadable(column ?? '', written);
    sides.push(amount);
  }
  const [credit = pence(0), debit = pence(0)] = sides;
  if (cell(mapping.credit).trim() === '' && cell(mapping.debit).trim() === '') {
    return fault('amount-missing', `Neither “${mapping.credit}” nor “${mapping.debit}” has an amount.`);
  }
  if (credit !== 0 && debit !== 0) {
    return fault('direction-unclear', `Both “${mapping.credit}” and “${mapping.debit}” have an amount.`);
  }
  if (credit < 0) return fault('direction-unclear', `The amount in “${mapping.credit}” is negative.`);
  // Some banks write money out with a minus in its own column, others without.
  return { ok: true, amount: pence(credit - Math.abs(debit)) };
}

/** 'CR' beside an amount is money in for a bank, where on a rent account it would be the tenant's credit. */
export function readSigned(written: string): Pence | undefined {
  const marked = /^(.*?)\s?(CR|DR|OD)$/i.exec(written);
  if (!marked) return parsePounds(written.replace(/^\+\s?(?=[£\d.])/, ''));
  const amount = parsePounds(marked[1] ?? '');
  if (amount === undefined || amount < 0) return undefined;
  return (marked[2] ?? '').toUpperCase() === 'CR' ? amount : pence(-amount);
}

function directionOf(type: string): 1 | -1 | undefined {
  const plain = type.trim().toLowerCase();
  if (['cr', 'c', 'credit', 'crdt'].includes(plain)) return 1;
  return ['dr', 'd', 'debit', 'dbit'].includes(plain) ? -1 : undefined;
}

function unreadable(column: string, written: string): CsvAmount {
  if (/^[-+−(]?\s*£?\s*[\d,]+\.\d{3,}/.test(written)) {
    return fault('fraction-of-a-penny', `“${written}” in column “${column}” has a fraction of a penny.`);
  }
  return fault('amount-unreadable', `“${written}” in column “${column}” is not an amount in pounds.`);
}

function fault(code: string, message: string): CsvAmount {
  return { ok: false, code, message };
}
