import { type CivilDate, formatPounds, type Pence, pence, sumPence } from '#kernel';
import { type BankLine, type BankFileProblem, type Entry, ENTRY_STATUSES, type EntryStatus } from './bank-file.js';
import {
  type AmountRead,
  plainText,
  readAccountNumber,
  readAmount,
  readCode,
  readDay,
  readPartyName,
  readSign,
} from './camt-values.js';
import { find, findAll, textAt, type XmlElement } from './xml-elements.js';

/** One `TxDtls`, read when it closes so that a batch of thousands is never held as XML. */
export interface Transaction {
  /** Undefined when it has no amount of its own in the account's currency. */
  readonly amount: (Extract<AmountRead, { ok: true }> & { readonly sign: 1 | -1 | undefined }) | undefined;
  readonly end_to_end_id: string | undefined;
  readonly creditor_reference: string | undefined;
  readonly text: string;
  readonly debtor: Party;
  readonly creditor: Party;
  readonly return_reason: string | undefined;
  readonly line: number;
}

interface Party {
  readonly name: string | undefined;
  readonly account: string | undefined;
}

export function readTransaction(details: XmlElement): Transaction {
  const amount = readAmount(find(details, 'Amt') ?? find(details, 'AmtDtls', 'TxAmt', 'Amt'));
  const parties = find(details, 'RltdPties');
  const remittance = find(details, 'RmtInf');
  const structured = remittance ? findAll(remittance, 'Strd') : [];
  const back = find(details, 'RtrInf');
  return {
    amount: amount.ok ? { ...amount, sign: readSign(details) } : undefined,
    end_to_end_id: provided(textAt(details, 'Refs', 'EndToEndId')),
    creditor_reference: structured.map((s) => textAt(s, 'CdtrRefInf', 'Ref')).find((ref) => ref !== undefined),
    text: plainText(
      ...(remittance ? findAll(remittance, 'Ustrd').map((u) => u.text) : []),
      ...structured.flatMap((s) => findAll(s, 'AddtlRmtInf').map((a) => a.text)),
      textAt(details, 'AddtlTxInf'),
    ),
    debtor: party(parties, 'Dbtr'),
    creditor: party(parties, 'Cdtr'),
    return_reason: back && plainText(readCode(find(back, 'Rsn')), ...findAll(back, 'AddtlInf').map((a) => a.text)),
    line: details.line,
  };
}

function party(parties: XmlElement | undefined, role: 'Dbtr' | 'Cdtr'): Party {
  if (!parties) return { name: undefined, account: undefined };
  return {
    name: readPartyName(find(parties, role)) ?? readPartyName(find(parties, `Ultmt${role}`)),
    account: readAccountNumber(find(parties, `${role}Acct`)),
  };
}

function provided(reference: string | undefined): string | undefined {
  return reference === 'NOTPROVIDED' ? undefined : reference;
}

export interface EntryContext {
  readonly statement: number;
  readonly ordinal: number;
  readonly currency: string;
}

export type EntryRead =
  | { readonly ok: true; readonly entry: Entry; readonly warnings: readonly BankFileProblem[] }
  | { readonly ok: false; readonly problems: readonly BankFileProblem[] };

/**
 * One `Ntry`. CdtDbtInd says the effect on the balance also for a reversal (RvslInd), so the sign is never turned round.
 * A batch whose payments all have an amount becomes a line each, and they must add up to it; one whose payments do not
 * stays one line, with a warning, since its sum is known and its parts are not.
 */
export function readEntry(entry: XmlElement, transactions: readonly Transaction[], context: EntryContext): EntryRead {
  const where = placeOf(context, entry.line);
  const problems: BankFileProblem[] = [];
  const problem = (code: string, message: string) => problems.push({ code, where, message });

  const amount = readAmount(find(entry, 'Amt'));
  if (!amount.ok) problem(amount.code, `${amount.message} ${ASK_BANK}`);
  else if (amount.currency !== context.currency)
    problem(OTHER_CURRENCY, otherCurrency(amount.currency, context.currency));
  const sign = readSign(entry);
  if (sign === undefined)
    problem(
      'direction-missing',
      `CdtDbtInd is neither CRDT nor DBIT, so it is not known whether money came in or went out. ${ASK_BANK}`,
    );
  const status = readStatus(entry);
  if (status === undefined)
    problem(
      'status-unknown',
      `The status “${readCode(find(entry, 'Sts')) ?? ''}” is not BOOK, PDNG, INFO or FUTR. ${ASK_BANK}`,
    );
  const valueDate = readDay(find(entry, 'ValDt'));
  const bookingDate = find(entry, 'BookgDt') ? readDay(find(entry, 'BookgDt')) : valueDate;
  if (bookingDate === undefined) problem('date-missing', `There is no booking date that can be read. ${ASK_BANK}`);
  if (!amount.ok || sign === undefined || status === undefined || bookingDate === undefined || problems.length > 0)
    return { ok: false, problems };

  const total = pence(sign * amount.pence);
  const common: LineContext = { context, entry, booking_date: bookingDate, value_date: valueDate ?? null };
  const made = (lines: readonly BankLine[], warnings: readonly BankFileProblem[] = []): EntryRead => ({
    ok: true,
    entry: { ordinal: context.ordinal, status, amount_pence: total, lines },
    warnings,
  });
  const [first, ...others] = transactions;
  if (others.length === 0) return made([lineOf(common, first, 1, total)]);

  const parts = transactions.map((t) => partOf(t, sign, context.currency));
  if (!parts.every((part) => part !== undefined)) {
    const message = `This entry of ${formatPounds(total)} is a batch of ${transactions.length} payments whose amounts the bank does not give. It stays one line.`;
    return made([lineOf(common, undefined, 1, total)], [{ code: 'batch-not-itemised', where, message }]);
  }
  const sum = sumPence(parts);
  if (sum !== total) {
    problem(
      'batch-does-not-add-up',
      `The ${parts.length} payments of this batch make ${formatPounds(sum)}, but the entry says ${formatPounds(total)}. ${ASK_BANK}`,
    );
    return { ok: false, problems };
  }
  return made(transactions.map((t, index) => lineOf(common, t, index + 1, parts[index] ?? total)));
}

export const OTHER_CURRENCY = 'other-currency';
export const ASK_BANK = 'Nothing can be taken in until the bank corrects it: ask for the statement again.';

export function otherCurrency(found: string, expected: string): string {
  return `An amount is in ${found}; only statements wholly in ${expected} can be taken in. Choose the ${expected} account when downloading.`;
}

export function placeOf(context: { statement: number; ordinal: number }, line: number): string {
  return `statement ${context.statement}, entry ${context.ordinal}, line ${line}`;
}

function readStatus(entry: XmlElement): EntryStatus | undefined {
  const code = readCode(find(entry, 'Sts'));
  return ENTRY_STATUSES.find((status) => status === code);
}

function partOf(transaction: Transaction, entrySign: 1 | -1, currency: string): Pence | undefined {
  const { amount } = transaction;
  return amount?.currency === currency ? pence((amount.sign ?? entrySign) * amount.pence) : undefined;
}

interface LineContext {
  readonly context: EntryContext;
  readonly entry: XmlElement;
  readonly booking_date: CivilDate;
  readonly value_date: CivilDate | null;
}

function lineOf(common: LineContext, transaction: Transaction | undefined, ordinal: number, amount: Pence): BankLine {
  const { entry, context } = common;
  const reversal = ['true', '1'].includes(textAt(entry, 'RvslInd') ?? '');
  // The payer of money in; when an earlier debit is reversed, the roles are still those of the debit.
  const other = amount >= 0 === !reversal ? transaction?.debtor : transaction?.creditor;
  return {
    where: placeOf(context, transaction?.line ?? entry.line),
    booking_date: common.booking_date,
    value_date: common.value_date,
    amount_pence: amount,
    reversal,
    bank_ref: textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? null,
    transaction_ordinal: ordinal,
    end_to_end_id: transaction?.end_to_end_id ?? null,
    creditor_reference: transaction?.creditor_reference ?? null,
    text: transaction?.text || plainText(textAt(entry, 'AddtlNtryInf')),
    counterparty_name: other?.name ?? null,
    counterparty_account: other?.account ?? null,
    return_reason: transaction?.return_reason ?? null,
  };
}
