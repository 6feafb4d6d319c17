import { Inject, Injectable } from '@nestjs/common';
import { deterministicUuid, londonDateOf, newUuid, type Refusal } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { type CommandItem, Executor, StoreClock, type TmoContext } from '#platform/event-store';
import { readCsv } from '#platform/files';
import { type KeptFile, KeptFiles } from '#platform/privacy';
import { keepersOn } from '../accounts/account-facts.js';
import type { BankColumns } from '../bank-account/bank-account.events.js';
import {
  type BankFile,
  type BankFileProblem,
  type BankFileRefused,
  guessBankMapping,
  MAX_BANK_LINES,
  readBankCsv,
  readCamt053,
} from '../bank-files/index.js';
import { receiveLine } from '../bank-line/receive-line/receive-line.command.js';
import { referencesIn } from '../bank-line/matching.js';
import { importStatement } from '../bank-statement/import-statement/import-statement.command.js';
import {
  type AssessedFile,
  type AssessedLine,
  type AssessedStatement,
  assessFile,
  linesOf,
  narrativeOf,
  payerText,
} from './assess-file.js';
import { directoryOf } from './bank-facts.js';
import {
  type BankAccountView,
  bankAccountById,
  seenIdentities,
  statementBefore,
  statementById,
} from './banking.queries.js';

/** What a person sees before anything is posted. */
export type BankPreview =
  | { readonly status: 'refused'; readonly refusal: Refusal }
  /** The file cannot be read; each problem says where and what to do. */
  | { readonly status: 'unreadable'; readonly problems: readonly BankFileProblem[] }
  /** CSV of an account whose columns nobody has named yet. */
  | { readonly status: 'needs-columns'; readonly header: readonly string[] }
  | {
      readonly status: 'read';
      readonly account: BankAccountView;
      readonly file: AssessedFile;
      readonly file_name: string;
      readonly sha256: string;
    };

/** What a person chooses from when saying which column is what. */
export interface ColumnChoice {
  readonly account: BankAccountView;
  readonly header: readonly string[];
  readonly columns: Partial<BankColumns>;
}

export type TakenIn =
  | Exclude<BankPreview, { status: 'read' }>
  | {
      readonly status: 'taken-in';
      readonly statement_ids: readonly string[];
      readonly posted: number;
      readonly held: number;
      readonly out: number;
      readonly seen: number;
    };

/** Lines taken in by one transaction, all or none; a file of more goes on where it stopped when it is sent again. */
const LINES_AT_ONCE = 2_000;

/** Takes bank statements in: reads and checks a file, shows what will become of each line, and then does it. */
@Injectable()
export class BankImport {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Executor) private readonly executor: Executor,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(KeptFiles) private readonly files: KeptFiles,
  ) {}

  /** Keeps an uploaded file, sealed, until somebody has looked at its preview; gives the id to speak of it by. */
  async keep(ctx: TmoContext, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<string> {
    const file_id = newUuid();
    const kept = { name: file.name, bytes: Buffer.from(file.bytes) };
    await this.db.inTmo(ctx, (tx) => this.files.keep(tx, ctx.tmo_id, subjectOf(file_id), kept));
    return file_id;
  }

  /** Reads and checks a kept file and says what will become of each line. Nothing is posted. */
  preview(ctx: TmoContext, bank_account_id: string, file_id: string): Promise<BankPreview> {
    return this.db.inTmo(ctx, async (tx) => {
      const file = await this.files.read(tx, ctx.tmo_id, subjectOf(file_id));
      return file ? this.assess(tx, ctx.tmo_id, bank_account_id, file) : refusal('file-not-kept', { file_id });
    });
  }

  /** The header of a kept CSV file with the columns named so far, or a first guess; undefined where there is no such file. */
  columns(ctx: TmoContext, bank_account_id: string, file_id: string): Promise<ColumnChoice | undefined> {
    return this.db.inTmo(ctx, async (tx) => {
      const [account, file] = await Promise.all([
        bankAccountById(tx, ctx.tmo_id, bank_account_id),
        this.files.read(tx, ctx.tmo_id, subjectOf(file_id)),
      ]);
      const csv = file && readCsv(file.bytes, { maxRecords: MAX_BANK_LINES });
      if (!account || !csv?.ok) return undefined;
      return { account, header: csv.header, columns: account.columns ?? guessBankMapping(csv.header) };
    });
  }

  /** Takes in what the preview shows. A line that was taken in before, from whichever file, is left out. */
  async takeIn(ctx: TmoContext, bank_account_id: string, file_id: string): Promise<TakenIn> {
    const preview = await this.preview(ctx, bank_account_id, file_id);
    if (preview.status !== 'read') return preview;
    const { problems, statements, lines, format } = preview.file;
    if (problems.length > 0) return { status: 'unreadable', problems };
    const plan = new Plan(ctx.tmo_id, bank_account_id, { subject: subjectOf(file_id), sha256: preview.sha256 }, format);
    const heads = statements.map((s) => plan.head(s));
    const known = await this.db.inTmo(ctx, (tx) =>
      Promise.all(heads.map((h) => statementById(tx, ctx.tmo_id, h.payload.statement_id))),
    );
    const fresh = lines.flatMap((l, i) => plan.line(l, i) ?? []);
    const items: CommandItem[] = [...heads.filter((_, i) => known[i] === undefined), ...fresh];
    for (let from = 0; from < items.length; from += LINES_AT_ONCE) {
      const batch = items.slice(from, from + LINES_AT_ONCE);
      const { outcomes } = await this.executor.executeMany(ctx, batch, { onRefusal: 'abort' });
      const refused = outcomes.find((o) => o.status === 'refused');
      if (refused) return { status: 'refused', refusal: refused.refusal };
    }
    const count = (kind: AssessedLine['fate']['kind']) => lines.filter((l) => l.fate.kind === kind).length;
    return {
      status: 'taken-in',
      statement_ids: heads.map((h) => h.payload.statement_id),
      posted: count('posts'),
      held: count('waits'),
      out: count('out'),
      seen: count('seen'),
    };
  }

  private async assess(tx: Tx, tmo_id: number, bank_account_id: string, kept: KeptFile): Promise<BankPreview> {
    const account = await bankAccountById(tx, tmo_id, bank_account_id);
    if (!account) return refusal('bank-account-not-found', { bank_account_id });
    const today = londonDateOf(this.clock.now());
    if ((await keepersOn(tx, tmo_id, [today])).get(today) === 'council') return refusal('rent-ledger-kept-by-council');
    const read = readFile(kept.bytes, account.columns);
    if ('needs_columns' in read) return { status: 'needs-columns', header: read.needs_columns };
    if (!read.ok) return { status: 'unreadable', problems: read.problems };
    const lines = linesOf(read, account.bank_identity);
    const identities = lines.map((l) => l.identity);
    const references = lines.flatMap((l) => referencesIn(payerText(l.line)));
    const first = lines.map((l) => l.line.booking_date).sort()[0];
    const [seen, directory, previous] = await Promise.all([
      seenIdentities(tx, tmo_id, bank_account_id, identities),
      directoryOf(tx, tmo_id, references),
      first === undefined ? undefined : statementBefore(tx, tmo_id, bank_account_id, first),
    ]);
    const file = assessFile(read, { account, today, seen, directory, previous });
    return { status: 'read', account, file, file_name: kept.name, sha256: kept.sha256 };
  }
}

const subjectOf = (file_id: string) => `bank-file/${file_id}`;

function refusal(code: string, facts: Record<string, unknown> = {}): BankPreview {
  return { status: 'refused', refusal: { code, facts } };
}

interface NeedsColumns {
  /** The file's header. */
  readonly needs_columns: readonly string[];
}

/** XML is camt.053; anything else is read as CSV by the account's columns, which somebody must have named. */
function readFile(bytes: Uint8Array, columns: BankColumns | null): BankFile | BankFileRefused | NeedsColumns {
  if (looksLikeXml(bytes)) return readCamt053(bytes);
  if (columns) return readBankCsv(bytes, columns);
  const csv = readCsv(bytes, { maxRecords: MAX_BANK_LINES });
  if (csv.ok) return { needs_columns: csv.header };
  return {
    ok: false,
    problems: csv.problems.map(({ code, message, record }) => ({
      code,
      message,
      where: record === undefined ? 'the file' : `record ${record}`,
    })),
  };
}

/** A bank's XML begins with '<' in any of the encodings it may come in; no CSV header does. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const start = [...bytes.subarray(0, 64)].filter((b) => b !== 0 && b > 0x20 && b < 0x7f);
  return start[0] === 0x3c;
}

/** The commands for a file, with ids that are the same whenever the same file is taken in. */
class Plan {
  private readonly ids = new Map<AssessedLine['statement'], string>();

  constructor(
    private readonly tmo_id: number,
    private readonly bank_account_id: string,
    private readonly file: { readonly subject: string; readonly sha256: string },
    private readonly format: string,
  ) {}

  head(assessed: AssessedStatement) {
    const { statement, identity, from, to, lines, money_in_pence, money_out_pence } = assessed;
    const statement_id = deterministicUuid('bank-statement', String(this.tmo_id), this.bank_account_id, identity);
    this.ids.set(statement, statement_id);
    return {
      command: importStatement,
      command_id: deterministicUuid('import-statement', statement_id),
      source: { kind: 'file', ...this.file } as const,
      payload: {
        statement_id,
        bank_account_id: this.bank_account_id,
        identity,
        format: this.format,
        bank_statement_ref: statement.statement_id,
        sequence_number: statement.sequence_number,
        from,
        to,
        opening_pence: statement.opening?.amount_pence ?? null,
        closing_pence: statement.closing?.amount_pence ?? null,
        lines,
        money_in_pence,
        money_out_pence,
        file_subject: this.file.subject,
        file_sha256: this.file.sha256,
      },
    };
  }

  /** Undefined for a line that is left out. `index` counts the file's booked lines from 0. */
  line({ line, identity, fate, statement }: AssessedLine, index: number): CommandItem | undefined {
    if (fate.kind === 'seen' || fate.kind === 'before-opening') return undefined;
    const bank_line_id = deterministicUuid('bank-line', String(this.tmo_id), this.bank_account_id, identity);
    const record = Number(/^record (\d+)$/.exec(line.where)?.[1] ?? index + 1);
    return {
      command: receiveLine,
      command_id: deterministicUuid('receive-line', bank_line_id),
      source: { kind: 'file', ...this.file, record },
      payload: {
        bank_line_id,
        bank_account_id: this.bank_account_id,
        statement_id: this.statementIdOf(statement),
        identity,
        booked_on: line.booking_date,
        amount_pence: line.amount_pence,
        payer: line.counterparty_name,
        narrative: narrativeOf(line),
      },
    };
  }

  private statementIdOf(statement: AssessedLine['statement']): string {
    const id = this.ids.get(statement);
    if (id === undefined) throw new Error('a line of a statement that is not in the file');
    return id;
  }
}
