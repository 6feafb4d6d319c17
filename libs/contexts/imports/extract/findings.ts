import type { ExtractError, ExtractWarning } from './extract.types.js';

/** What was found so far. A record with an error stays out, whatever else is right with it. */
export class Findings {
  private readonly errors: ExtractError[] = [];
  private readonly warnings: ExtractWarning[] = [];
  private readonly refused = new Set<number>();

  error(error: ExtractError): void {
    this.errors.push(error);
    this.refused.add(error.record);
  }

  warn(warning: ExtractWarning): void {
    this.warnings.push(warning);
  }

  isRefused(record: number): boolean {
    return this.refused.has(record);
  }

  allErrors(): ExtractError[] {
    return this.errors.toSorted((a, b) => a.record - b.record);
  }

  /** Those of records that go in: of the others, the error is what matters. */
  liveWarnings(): ExtractWarning[] {
    return this.warnings.filter((w) => !this.refused.has(w.record)).toSorted((a, b) => a.record - b.record);
  }
}
