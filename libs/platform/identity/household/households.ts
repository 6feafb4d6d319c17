import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** What a record is about, by one id: whose household it belongs to is asked of the context that knows the id. */
export type HouseholdSubject =
  | { readonly tenancy_id: string }
  | { readonly home_id: string }
  | { readonly account_id: string }
  | { readonly person_id: string };

export type HouseholdKey = 'tenancy_id' | 'home_id' | 'account_id' | 'person_id';

/** The tenancies and homes that an id leads to. */
export interface Household {
  readonly tenancy_ids: readonly string[];
  readonly home_ids: readonly string[];
}

/**
 * What a context registers for a kind of id that it owns: tenancies for `tenancy_id` (its home), `home_id` (the
 * tenancies there today) and `person_id` (their tenancies), rent for `account_id`. The id itself need not be repeated.
 */
export interface HouseholdResolver {
  readonly key: HouseholdKey;
  resolve(tx: Tx, tmo_id: number, ids: readonly string[]): Promise<Household>;
}

/** A household as somebody finds it who declares it as theirs. Never a name: they may be declaring the wrong one. */
export interface FoundHousehold {
  /** Exactly one of the two: a tenancy, or a home where there is none. */
  readonly tenancy_id?: string;
  readonly home_id?: string;
  /** 'Flat 3, Ash House' */
  readonly label: string;
}

/** How the page for declaring links finds and names households; registered once, by the context that knows both. */
export interface HouseholdFinder {
  /** By a whole tenancy, account or property reference, UPRN, or an address; at most 20. */
  find(tx: Tx, tmo_id: number, text: string): Promise<readonly FoundHousehold[]>;
  /** Labels by tenancy or home id. */
  labels(tx: Tx, tmo_id: number, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** What the contexts say about whose household an id belongs to; filled at start. */
@Injectable()
export class Households {
  private readonly resolvers = new Map<HouseholdKey, HouseholdResolver>();
  private registeredFinder: HouseholdFinder | undefined;

  /** @throws Error when two contexts claim one kind of id */
  register(resolver: HouseholdResolver): void {
    if (this.resolvers.has(resolver.key)) throw new Error(`two contexts resolve ${resolver.key} to a household`);
    this.resolvers.set(resolver.key, resolver);
  }

  registerFinder(finder: HouseholdFinder): void {
    if (this.registeredFinder) throw new Error('two contexts find households');
    this.registeredFinder = finder;
  }

  get finder(): HouseholdFinder {
    if (!this.registeredFinder) throw new Error('no context has registered how households are found');
    return this.registeredFinder;
  }

  /**
   * Everything an id leads to, itself included: an account to its tenancy and that tenancy's home, a home to the
   * tenancies there today. A home's former tenancies are not among them: another family lives there now.
   */
  async of(tx: Tx, tmo_id: number, subject: HouseholdSubject): Promise<Household> {
    const [key, id] = keyAndId(subject);
    const own = await this.resolver(key).resolve(tx, tmo_id, [id]);
    const tenancy_ids = new Set(key === 'tenancy_id' ? [id] : own.tenancy_ids);
    const home_ids = new Set(key === 'home_id' ? [id] : own.home_ids);
    if ((key === 'account_id' || key === 'person_id') && tenancy_ids.size > 0) {
      const homes = await this.resolver('tenancy_id').resolve(tx, tmo_id, [...tenancy_ids]);
      for (const home of homes.home_ids) home_ids.add(home);
    }
    return { tenancy_ids: [...tenancy_ids], home_ids: [...home_ids] };
  }

  /** A kind of id that nobody resolves is a fault of ours, and never a way past the rule. */
  private resolver(key: HouseholdKey): HouseholdResolver {
    const resolver = this.resolvers.get(key);
    if (!resolver) throw new Error(`no context has registered how ${key} leads to a household`);
    return resolver;
  }
}

function keyAndId(subject: HouseholdSubject): [HouseholdKey, string] {
  const [entry] = Object.entries(subject) as [HouseholdKey, string][];
  if (!entry) throw new Error('a household subject names no id');
  return entry;
}
