import { type CivilDate, formatPounds, pence, sumPence } from '#kernel';
import { bankIdentity, fromSortCode } from '../bank-account/bank-identity.js';
import type { Balance, BankFileProblem, Entry, Statement, StatementAccount } from './bank-file.js';
import { ASK_BANK, OTHER_CURRENCY, otherCurrency, readEntry, type Transaction } from './camt-entry.js';
import { readAccountNumber, readAmount, readDay, readSign } from './camt-values.js';
import { find, textAt, type XmlElement } from './xml-elements.js';

/** Gathers one `Stmt` as its parts close, and then checks that they make a statement. */
export class StatementBuilder {
  readonly problems: BankFileProblem[] = [];
  readonly warnings: BankFileProblem[] = [];
  private id: string | null = null;
  private readonly sequence: { electronic?: string; legal?: string } = {};
  private account: StatementAccount = { identity: null, written: null };
  private page: { readonly number: string; readonly last: boolean } | undefined;
  private readonly opening: (Balance & { readonly on: CivilDate })[] = [];
  private readonly closing: (Balance & { readonly on: CivilDate })[] = [];
  private summary: XmlElement | undefined;
  private transactions: Transaction[] = [];
  private readonly entries: Entry[] = [];
  private entryCount = 0;
  private readonly otherCurrencies = new Set<string>();

  constructor(
    private readonly ordinal: number,
    private readonly line: number,
    private readonly currency: string,
  ) {}

  /** A completed child of `Stmt`. */
  take(element: XmlElement): void {
    switch (element.name) {
      case 'Id':
        this.id = element.text || null;
        break;
      case 'ElctrncSeqNb':
        this.sequence.electronic = element.text;
        break;
      case 'LglSeqNb':
        this.sequence.legal = element.text;
        break;
      case 'StmtPgntn':
        this.page = { number: textAt(element, 'PgNb') ?? '?', last: textAt(element, 'LastPgInd') === 'true' };
        break;
      case 'Acct':
        this.takeAccount(element);
        break;
      case 'Bal':
        this.takeBalance(element);
        break;
      case 'TxsSummry':
        this.summary = element;
        break;
      case 'Ntry':
        this.takeEntry(element);
        break;
      default:
    }
  }

  takeTransaction(transaction: Transaction): void {
    this.transactions.push(transaction);
  }

  private problem(code: string, message: string, line = this.line, what = ''): void {
    this.problems.push({ code, where: `statement ${this.ordinal}${what}, line ${line}`, message });
  }

  /** Another currency is said once per statement and currency: a statement in euro would else say it for every line. */
  private currencyProblem(currency: string, line: number, what: string): void {
    if (this.otherCurrencies.has(currency)) return;
    this.otherCurrencies.add(currency);
    this.problem(OTHER_CURRENCY, otherCurrency(currency, this.currency), line, what);
  }

  private takeAccount(account: XmlElement): void {
    const written = readAccountNumber(account) ?? null;
    const sortCode = textAt(account, 'Svcr', 'FinInstnId', 'ClrSysMmbId', 'MmbId');
    const bySortCode = sortCode && written ? fromSortCode(sortCode, written) : undefined;
    this.account = { identity: bySortCode ?? (written ? bankIdentity(written) : undefined) ?? null, written };
    const currency = textAt(account, 'Ccy');
    if (currency && currency !== this.currency) this.currencyProblem(currency, account.line, ', account');
  }

  private takeBalance(balance: XmlElement): void {
    const kind = textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? '';
    const list = kind === 'CLBD' ? this.closing : this.opening;
    if (!['OPBD', 'PRCD', 'CLBD'].includes(kind)) return; // available, forward and interim balances prove nothing here
    const amount = readAmount(find(balance, 'Amt'));
    const sign = readSign(balance);
    const on = readDay(find(balance, 'Dt'));
    const what = `, balance ${kind}`;
    if (!amount.ok) return this.problem(amount.code, `${amount.message} ${ASK_BANK}`, balance.line, what);
    if (amount.currency !== this.currency) return this.currencyProblem(amount.currency, balance.line, what);
    if (sign === undefined) {
      return this.problem('direction-missing', `CdtDbtInd is neither CRDT nor DBIT. ${ASK_BANK}`, balance.line, what);
    }
    if (!on)
      return this.problem('date-missing', `The balance has no date that can be read. ${ASK_BANK}`, balance.line, what);
    list.push({ amount_pence: pence(sign * amount.pence), on, kind });
  }

  private takeEntry(element: XmlElement): void {
    const transactions = this.transactions;
    this.transactions = [];
    this.entryCount++;
    const context = { statement: this.ordinal, ordinal: this.entryCount, currency: this.currency };
    const read = readEntry(element, transactions, context);
    if (read.ok) {
      this.entries.push(read.entry);
      this.warnings.push(...read.warnings);
      return;
    }
    for (const problem of read.problems) {
      if (problem.code !== OTHER_CURRENCY) this.problems.push(problem);
      else
        this.currencyProblem(find(element, 'Amt')?.attributes['Ccy'] ?? '', element.line, `, entry ${this.entryCount}`);
    }
  }

  /** The statement, when nothing is wrong with it; else its problems say what is. */
  finish(): Statement | undefined {
    if (!this.account.written) this.problem('account-missing', `The statement does not name its account. ${ASK_BANK}`);
    // PRCD, the last closing balance, stands in for OPBD where a bank gives only that. Of several days, the widest span.
    const openings = this.opening.filter((b) => b.kind === 'OPBD');
    const opening = earliest(openings.length > 0 ? openings : this.opening);
    const closing = earliest(this.closing.toReversed(), -1);
    if (this.problems.length > 0) return undefined;
    if (!opening || !closing) this.problem(...this.missingBalance(opening, closing));
    else this.checkSum(opening, closing);
    this.checkSummary();
    if (this.problems.length > 0 || !opening || !closing) return undefined;
    return {
      ordinal: this.ordinal,
      statement_id: this.id,
      sequence_number: this.sequence.electronic || this.sequence.legal || null,
      account: this.account,
      currency: this.currency,
      opening,
      closing,
      entries: this.entries,
    };
  }

  private missingBalance(opening: Balance | undefined, closing: Balance | undefined): [string, string] {
    const missing = [...(opening ? [] : ['opening (OPBD or PRCD)']), ...(closing ? [] : ['closing (CLBD)'])].join(
      ' or ',
    );
    if (this.isPart) return ['page-of-a-statement', this.pageMessage];
    const message = `The statement has no ${missing} booked balance, so nothing shows that it is complete. Ask the bank for the end-of-day statement (camt.053) with booked balances.`;
    return ['balance-missing', message];
  }

  /** Opening + Σ booked = closing, exactly. A page that adds up by itself is as good as a statement. */
  private checkSum(opening: Balance, closing: Balance): void {
    const booked = this.entries.filter((entry) => entry.status === 'BOOK');
    const sum = sumPence([opening.amount_pence, ...booked.map((entry) => entry.amount_pence)]);
    if (sum === closing.amount_pence) return;
    if (this.isPart) return this.problem('page-of-a-statement', this.pageMessage);
    const apart = formatPounds(pence(Math.abs(sum - closing.amount_pence)));
    const message = `The opening balance of ${formatPounds(opening.amount_pence)} and the ${booked.length} booked entries make ${formatPounds(sum)}, but the closing balance is ${formatPounds(closing.amount_pence)}: ${apart} apart. Entries are missing or altered: download the statement again.`;
    this.problem('balances-do-not-add-up', message);
  }

  private get isPart(): boolean {
    return this.page !== undefined && !(this.page.number === '1' && this.page.last);
  }

  private get pageMessage(): string {
    return `This is page ${this.page?.number ?? '?'}${this.page?.last ? ', the last,' : ''} of a statement in several pages, and by itself it does not add up. Ask the bank for the whole statement in one file.`;
  }

  /** The bank's own count, where it gives one and only booked entries are there to count. */
  private checkSummary(): void {
    const count = this.summary && textAt(this.summary, 'TtlNtries', 'NbOfNtries');
    if (count === undefined || this.entries.some((entry) => entry.status !== 'BOOK')) return;
    if (Number(count) === this.entries.length) return;
    const message = `The bank says there are ${count} entries, but the file has ${this.entries.length}. Download the statement again.`;
    this.problem('entries-missing', message, this.summary?.line);
  }
}

function earliest<B extends { readonly on: CivilDate }>(balances: readonly B[], direction: 1 | -1 = 1): B | undefined {
  return balances.toSorted((a, b) => (a.on < b.on ? -direction : a.on > b.on ? direction : 0))[0];
}
