/**
 * The store's clock. In the product the database takes the time under the lock and `supplied` stays undefined; only
 * tests and the seed replace it, and only on a log that was opened for it.
 */
export class StoreClock {
  /** An ISO instant to record with, or undefined for the database's own. */
  supplied(): string | undefined {
    return undefined;
  }

  /** What decide sees as now. */
  now(): string {
    return this.supplied() ?? new Date().toISOString();
  }
}

/** A clock that stands where it is put. */
export class SuppliedClock extends StoreClock {
  constructor(private instant: string) {
    super();
  }

  set(instant: string): void {
    this.instant = instant;
  }

  override supplied(): string {
    return this.instant;
  }
}
