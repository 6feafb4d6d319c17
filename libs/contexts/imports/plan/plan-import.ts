import { type CivilDate, deterministicUuid, sumPence } from '#kernel';
import { blockNameKey, registerBlock, registerHome } from '#contexts/homes/contracts/index.js';
import { endTenancy, recordPerson, startTenancy } from '#contexts/tenancies/contracts/index.js';
import type { CommandItem } from '#platform/event-store';
import { applyExtract } from '../batch/apply-extract/apply-extract.command.js';
import type { ExtractCounts } from '../batch/batch.events.js';
import { batchSubject } from '../batch/batch.js';
import { type CheckedExtract, type ExtractHome, type ExtractTenancy, refKey } from '../extract/index.js';
import { type Empty, type Let, planAccounts } from './plan-accounts.js';
import type { Step } from './steps.js';

export interface ImportPlanOptions {
  readonly batch_id: string;
  /** The day at whose end the extract's balances stood so. */
  readonly as_at: CivilDate;
  readonly sha256: string;
  /** Blocks that are there already, by {@link blockNameKey}: an extract adds to them. */
  readonly blocks: ReadonlyMap<string, string>;
  /** The first account number not in use. */
  readonly next_account_number: number;
  readonly left_out: readonly number[];
  readonly ticked: readonly string[];
}

export interface ImportPlan {
  /** In the order they build on each other, the batch's own last. */
  readonly items: readonly CommandItem[];
  readonly counts: ExtractCounts;
}

/**
 * The commands that put a checked extract into the records: blocks, homes, people, tenancies, accounts with what they are
 * charged and owe, a void account for each empty home that has a charge. Commands of a kind stand together, so that those
 * which ask the records ask once. Ids follow from the batch: the same list sent twice does nothing twice. Pure.
 */
export function planImport(extract: CheckedExtract, options: ImportPlanOptions): ImportPlan {
  return new Planner(extract, options).plan();
}

class Planner {
  private readonly homes: ReadonlyMap<string, ExtractHome>;
  /** Homes that somebody lives in or will. */
  private readonly taken: ReadonlySet<string>;

  constructor(
    private readonly extract: CheckedExtract,
    private readonly options: ImportPlanOptions,
  ) {
    this.homes = new Map(extract.homes.map((home) => [refKey(home.property_ref), home]));
    this.taken = new Set(extract.tenancies.filter((t) => !t.former).map((t) => refKey(t.property_ref)));
  }

  plan(): ImportPlan {
    const { homes, tenancies, persons, opening_balances } = this.extract;
    const { batch_id, as_at, left_out, ticked } = this.options;
    const { steps, accounts } = planAccounts(this.lets(), this.empties(), this.options);
    const counts: ExtractCounts = {
      homes: homes.length,
      tenancies: tenancies.length,
      persons: persons.length,
      accounts,
      voids: homes.filter((home) => !this.taken.has(refKey(home.property_ref))).length,
      balances_pence: sumPence(opening_balances.map((b) => b.amount_pence)),
    };
    const end = { batch_id, as_at, counts, left_out: [...left_out], ticked: [...ticked] };
    const all: Step[] = [
      ...this.registerBlocks(),
      ...homes.map((home) => this.registerHome(home)),
      ...this.recordPersons(),
      ...this.startTenancies(),
      ...steps,
      { command: applyExtract, payload: end },
    ];
    return { items: all.map((step, i) => this.item(step, i)), counts };
  }

  private registerBlocks(): Step[] {
    const names = new Map(this.extract.homes.flatMap(({ block }) => (block ? [[blockNameKey(block), block]] : [])));
    return [...names]
      .filter(([key]) => !this.options.blocks.has(key))
      .map(([, name]) => ({ command: registerBlock, payload: { block_id: this.blockId(name), name } }));
  }

  private registerHome({ record, block, void_charges: _charges, ...facts }: ExtractHome): Step {
    const home_id = this.homeId(facts.property_ref);
    const block_id = block === null ? null : this.blockId(block);
    const payload = { home_id, block_id, ...facts, address_lines: [...facts.address_lines] };
    return { command: registerHome, payload, record };
  }

  private recordPersons(): Step[] {
    return this.extract.persons.map(({ record, tenancy_ref: _ref, ...facts }, i) => ({
      command: recordPerson,
      payload: { person_id: this.personId(i), ...facts },
      record,
    }));
  }

  /**
   * A home whose tenant is under notice may be signed for already: the next tenancy starts when that end is recorded, so
   * the first tenancies of all homes come first, then their ends, then the second ones.
   */
  private startTenancies(): Step[] {
    const persons = this.personsByTenancy();
    const start = (tenancy: ExtractTenancy): Step => this.startTenancy(tenancy, persons);
    const steps = this.extract.tenancies.filter((t) => t.former).map(start);
    const ofHomes = new Map<string, ExtractTenancy[]>();
    for (const tenancy of this.extract.tenancies.filter((t) => !t.former)) {
      const key = refKey(tenancy.property_ref);
      ofHomes.set(
        key,
        [...(ofHomes.get(key) ?? []), tenancy].sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1)),
      );
    }
    for (let turn = 0; ; turn += 1) {
      const live = [...ofHomes.values()].flatMap((ofHome) => ofHome[turn] ?? []);
      if (live.length === 0) return steps;
      steps.push(...live.map(start), ...live.flatMap((t) => this.endTenancy(t)));
    }
  }

  private startTenancy(tenancy: ExtractTenancy, persons: ReadonlyMap<string, readonly string[]>): Step {
    const { tenancy_ref, property_ref, tenure, starts_on, ends_on, record } = tenancy;
    const former = tenancy.former && ends_on !== null ? { ends_on, end_reason: 'not-recorded' as const } : {};
    const payload = {
      tenancy_id: this.tenancyId(tenancy_ref),
      home_id: this.homeId(property_ref),
      tenancy_ref,
      tenure,
      starts_on,
      person_ids: persons.get(refKey(tenancy_ref)) ?? [],
      ...former,
    };
    return { command: startTenancy, payload, record };
  }

  private endTenancy({ tenancy_ref, ends_on, record }: ExtractTenancy): Step[] {
    if (ends_on === null) return [];
    const payload = { tenancy_id: this.tenancyId(tenancy_ref), ends_on, reason: 'not-recorded' as const };
    return [{ command: endTenancy, payload, record }];
  }

  /** In the extract's order: the first named is the first tenant. */
  private personsByTenancy(): ReadonlyMap<string, readonly string[]> {
    const ids = new Map<string, string[]>();
    for (const [i, { tenancy_ref }] of this.extract.persons.entries()) {
      const key = refKey(tenancy_ref);
      ids.set(key, [...(ids.get(key) ?? []), this.personId(i)]);
    }
    return ids;
  }

  private lets(): Let[] {
    const records = new Map(this.extract.opening_balances.map((b) => [refKey(b.tenancy_ref), b.record]));
    return this.extract.tenancies.flatMap((tenancy): Let[] => {
      const { tenancy_ref, property_ref, record } = tenancy;
      const home = this.homes.get(refKey(property_ref));
      if (!home) throw new Error(`the tenancy of record ${record} is of a home that is not in the extract`);
      const account_id = this.id('account', refKey(tenancy_ref));
      const ids = { account_id, tenancy_id: this.tenancyId(tenancy_ref), home_id: this.homeId(property_ref) };
      return [{ tenancy, home, ...ids, balance_record: records.get(refKey(tenancy_ref)) ?? record }];
    });
  }

  private empties(): Empty[] {
    return this.extract.homes
      .filter((home) => home.void_charges.some((c) => c.weekly_pence > 0) && !this.taken.has(refKey(home.property_ref)))
      .map((home) => ({
        home,
        account_id: this.id('void', refKey(home.property_ref)),
        home_id: this.homeId(home.property_ref),
      }));
  }

  private item({ command, payload, record }: Step, index: number): CommandItem {
    const { batch_id, sha256 } = this.options;
    const file = { kind: 'file', subject: batchSubject(batch_id), sha256 } as const;
    const command_id = deterministicUuid('import', batch_id, String(index));
    return { command, payload, command_id, source: record === undefined ? file : { ...file, record } };
  }

  private id(kind: string, key: string): string {
    return deterministicUuid('import', this.options.batch_id, kind, key);
  }

  private homeId(property_ref: string): string {
    return this.id('home', refKey(property_ref));
  }

  private tenancyId(tenancy_ref: string): string {
    return this.id('tenancy', refKey(tenancy_ref));
  }

  private personId(index: number): string {
    return this.id('person', String(index));
  }

  private blockId(name: string): string {
    const key = blockNameKey(name);
    return this.options.blocks.get(key) ?? this.id('block', key);
  }
}
