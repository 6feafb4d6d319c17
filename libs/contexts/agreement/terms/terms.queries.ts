import { type CivilDate, type Pence, pence } from '#kernel';
import type { Tx } from '#platform/database';
import {
  type Edition,
  FUNCTION_KEYS,
  type FunctionKey,
  FUNCTIONS,
  type LedgerKeeper,
  ORDERING_ROLES,
  type OrderingRole,
  type Responsibility,
} from '../agreement/functions.js';
import type { Term } from './terms.projection.js';

/** Who answers for a function. What the agreement does not list is not delegated, which is neither zero nor unknown. */
export type Responsible = Responsibility | 'not-delegated';

/** One dated entry as it stands, or stood until it was corrected. */
export interface TermEntry {
  readonly position: number;
  readonly term: Term;
  readonly item: string;
  readonly from_on: CivilDate;
  readonly value: string;
  /** The position of the event that corrected it. */
  readonly replaced_at: number | null;
}

export interface FunctionView {
  readonly key: FunctionKey;
  readonly name: string;
  readonly group: string;
  readonly responsible: Responsible;
  /** Since when, where the agreement lists it by then. */
  readonly from: CivilDate | undefined;
  /** The next change that is already agreed. */
  readonly next: { readonly responsible: Responsibility; readonly from: CivilDate } | undefined;
}

export interface AgreementView {
  readonly party:
    { readonly name: string; readonly council_name: string; readonly established_on: CivilDate } | undefined;
  readonly edition: { readonly value: Edition; readonly from: CivilDate } | undefined;
  readonly functions: readonly FunctionView[];
  /** `limit_pence` is undefined where no limit has been set: that is no permission to order without one. */
  readonly order_limits: readonly {
    readonly role: OrderingRole;
    readonly limit_pence: Pence | undefined;
    readonly from: CivilDate | undefined;
  }[];
  readonly rent_ledger_keeper: { readonly value: LedgerKeeper; readonly from: CivilDate } | undefined;
}

/** Who answers for a function on a date; with `known_to`, as the log stood at that position. */
export async function responsible(
  tx: Tx,
  tmo_id: number,
  key: FunctionKey,
  on: CivilDate,
  known_to?: number,
): Promise<Responsible> {
  return ((await valueOn(tx, tmo_id, 'function', key, on, known_to)) as Responsibility | undefined) ?? 'not-delegated';
}

/** Who keeps the rent ledger on a date; undefined where the agreement does not say. */
export async function rentLedgerKeeper(
  tx: Tx,
  tmo_id: number,
  on: CivilDate,
  known_to?: number,
): Promise<LedgerKeeper | undefined> {
  return (await valueOn(tx, tmo_id, 'rent-ledger-keeper', '', on, known_to)) as LedgerKeeper | undefined;
}

/** The whole agreement as it is on a date. */
export async function agreementAsAt(tx: Tx, tmo_id: number, on: CivilDate): Promise<AgreementView> {
  const [[party], entries] = await Promise.all([
    tx.query<NonNullable<AgreementView['party']>>(
      `select name, council_name, established_on from agreement_party where tmo_id = $1`,
      [tmo_id],
    ),
    standingEntries(tx, tmo_id),
  ]);
  const of = (term: Term, item = '') => {
    const mine = entries.filter((e) => e.term === term && e.item === item);
    return { now: mine.findLast((e) => e.from_on <= on), next: mine.find((e) => e.from_on > on) };
  };
  const edition = of('edition').now;
  const keeper = of('rent-ledger-keeper').now;
  return {
    party,
    edition: edition && { value: edition.value as Edition, from: edition.from_on },
    functions: FUNCTION_KEYS.map((key) => {
      const { now, next } = of('function', key);
      return {
        key,
        ...FUNCTIONS[key],
        responsible: (now?.value as Responsibility | undefined) ?? 'not-delegated',
        from: now?.from_on,
        next: next && { responsible: next.value as Responsibility, from: next.from_on },
      };
    }),
    order_limits: ORDERING_ROLES.map((role) => {
      const { now } = of('order-limit', role);
      return { role, limit_pence: now && pence(Number(now.value)), from: now?.from_on };
    }),
    rent_ledger_keeper: keeper && { value: keeper.value as LedgerKeeper, from: keeper.from_on },
  };
}

/** Every entry ever made of one item, newest date first; the corrected ones too. */
export function historyOf(tx: Tx, tmo_id: number, term: Term, item: string): Promise<TermEntry[]> {
  return tx.query<TermEntry>(
    `select position, term, item, from_on, value, replaced_at from agreement_term
      where tmo_id = $1 and term = $2 and item = $3 order by from_on desc, position desc`,
    [tmo_id, term, item],
  );
}

/** The entries that no correction has taken out, by date. An agreement has some dozens in its life. */
function standingEntries(tx: Tx, tmo_id: number): Promise<TermEntry[]> {
  return tx.query<TermEntry>(
    `select position, term, item, from_on, value, replaced_at from agreement_term
      where tmo_id = $1 and replaced_at is null order by from_on, position`,
    [tmo_id],
  );
}

async function valueOn(
  tx: Tx,
  tmo_id: number,
  term: Term,
  item: string,
  on: CivilDate,
  known_to: number = Number.MAX_SAFE_INTEGER,
): Promise<string | undefined> {
  const [row] = await tx.query<{ value: string }>(
    `select value from agreement_term
      where tmo_id = $1 and term = $2 and item = $3 and from_on <= $4 and position <= $5
        and (replaced_at is null or replaced_at > $5)
      order by from_on desc limit 1`,
    [tmo_id, term, item, on, known_to],
  );
  return row?.value;
}
