import { listProblems } from '#platform/files';
import type { BankFile, BankFileProblem, BankFileRefused, Statement } from './bank-file.js';
import { readTransaction } from './camt-entry.js';
import { StatementBuilder } from './camt-statement.js';
import { followsOn } from './check-statement.js';
import { decodeXml } from './decode-xml.js';
import { MAX_BANK_LINES } from './limits.js';
import { readXml, StopReading, type XmlElement, type XmlReader } from './xml-elements.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.';
const VERSIONS = ['02', '03', '04', '05', '06', '07', '08'];

export interface CamtOptions {
  /** Every amount must be in it. */
  readonly currency: string;
}

/**
 * Reads ISO 20022 camt.053 (bank to customer statement), versions 02 to 08. All or nothing: a file with one problem is
 * refused with the list of all that were found. A statement must have its opening and closing booked balances and add
 * up between them to the penny, because that is what shows that nothing is missing from it.
 */
export function readCamt053(bytes: Uint8Array, options: CamtOptions = { currency: 'GBP' }): BankFile | BankFileRefused {
  const decoded = decodeXml(bytes);
  if (!decoded.ok) return refused([decoded.problem]);
  if (!decoded.text.trimStart().startsWith('<')) return refused([NOT_XML]);
  const document = new CamtDocument(options.currency);
  const stopped = readXml(decoded.text, document);
  return stopped ? refused([stopped]) : document.finish();
}

const NOT_XML: BankFileProblem = {
  code: 'not-xml',
  where: 'line 1',
  message:
    'This is not XML, so not a camt.053 statement. If it is CSV, choose CSV; else download it from the bank again.',
};

const PARTS = ['Id', 'ElctrncSeqNb', 'LglSeqNb', 'StmtPgntn', 'Acct', 'Bal', 'TxsSummry', 'Ntry'];
const STATEMENT = /(?:^|\/)Document\/BkToCstmrStmt\/Stmt$/;
const STATEMENT_PART = new RegExp(`(?:^|/)Document/BkToCstmrStmt/Stmt/(?:${PARTS.join('|')})$`);
const TRANSACTION = /(?:^|\/)Document\/BkToCstmrStmt\/Stmt\/Ntry\/NtryDtls\/TxDtls$/;
/** Some banks wrap the document into an envelope of their own. */
const DOCUMENT = /^(?:[^/]+\/){0,2}Document$/;

class CamtDocument implements XmlReader {
  readonly names: ReadonlySet<string> = new Set(['Document', 'Stmt', 'TxDtls', ...PARTS]);
  private format = '';
  private root = '';
  private builder: StatementBuilder | undefined;
  private readonly builders: StatementBuilder[] = [];
  private readonly statements: (Statement | undefined)[] = [];
  private lines = 0;

  constructor(private readonly currency: string) {}

  wants(path: string): boolean {
    return STATEMENT_PART.test(path) || TRANSACTION.test(path);
  }

  opened(path: string, uri: string, line: number): void {
    this.root ||= path;
    if (DOCUMENT.test(path)) this.format = formatOf(uri, line);
    if (STATEMENT.test(path)) {
      this.closeStatement();
      this.builder = new StatementBuilder(this.builders.length + 1, line, this.currency);
      this.builders.push(this.builder);
    }
  }

  completed(path: string, element: XmlElement): void {
    if (TRANSACTION.test(path)) this.builder?.takeTransaction(readTransaction(element));
    else this.builder?.take(element);
    if (TRANSACTION.test(path) || element.name === 'Ntry') this.lines++;
    if (this.lines > MAX_BANK_LINES) {
      const message = `The file has more than ${MAX_BANK_LINES} entries. Download a shorter period.`;
      throw new StopReading({ code: 'too-many-entries', where: `line ${element.line}`, message });
    }
  }

  private closeStatement(): void {
    if (this.builder) this.statements.push(this.builder.finish());
    this.builder = undefined;
  }

  finish(): BankFile | BankFileRefused {
    this.closeStatement();
    if (this.format === '') {
      const what = /^html$/i.test(this.root)
        ? 'a web page: the bank may have asked you to log in again'
        : `XML of another kind (“${this.root}”)`;
      return refused([
        {
          code: 'not-camt053',
          where: 'line 1',
          message: `This is ${what}, not a camt.053 statement. Download the statement again.`,
        },
      ]);
    }
    const problems = this.builders.flatMap((builder) => builder.problems);
    if (this.builders.length === 0) {
      const message =
        'The file holds no statement (Stmt). There may have been no movements, or the download broke off: download it again.';
      problems.push({ code: 'no-statement', where: 'the file', message });
    }
    if (problems.length > 0) return refused(problems);
    const statements = this.statements.filter((statement) => statement !== undefined);
    const warnings = [...this.builders.flatMap((builder) => builder.warnings), ...gaps(statements)];
    return { ok: true, format: this.format, statements, warnings };
  }
}

/** 'camt.053.001.08'. @throws StopReading for any other namespace, naming it. */
function formatOf(uri: string, line: number): string {
  const version = VERSIONS.find((v) => uri === NAMESPACE + v);
  if (version) return `camt.053.001.${version}`;
  const known = `camt.053.001.${VERSIONS[0]} to ${VERSIONS.at(-1)}`;
  const hint = /camt\.05[24]/.test(uri)
    ? 'That is an intraday report or an advice of single payments. Choose the end-of-day statement (camt.053).'
    : `Ask the bank for the statement as ${known}.`;
  const message = `The file’s namespace is “${uri}”; what can be read is ${known}. ${hint}`;
  throw new StopReading({ code: 'namespace-unknown', where: `line ${line}`, message });
}

/** Where a statement does not begin with the balance its account's last one in the file closed with. */
function gaps(statements: readonly Statement[]): BankFileProblem[] {
  const last = new Map<string | null, Statement>();
  const found: BankFileProblem[] = [];
  for (const statement of statements) {
    const previous = last.get(statement.account.written);
    const gap =
      previous && previous.statement_id !== statement.statement_id ? followsOn(previous, statement) : undefined;
    if (gap) found.push(gap);
    last.set(statement.account.written, statement);
  }
  return found;
}

function moreProblems(count: number): BankFileProblem {
  return { code: 'more-problems', where: 'the file', message: `And ${count} more like these.` };
}

function refused(problems: readonly BankFileProblem[]): BankFileRefused {
  return { ok: false, problems: listProblems(problems, moreProblems) };
}
