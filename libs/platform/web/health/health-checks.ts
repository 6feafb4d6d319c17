import { Injectable } from '@nestjs/common';

export interface HealthResult {
  readonly ok: boolean;
  /** Plain JSON, no personal data: /health is public. */
  readonly detail?: unknown;
}

export type HealthCheck = () => Promise<HealthResult>;

export interface Health {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, HealthResult>>;
}

/** How long an answer is good for, milliseconds. */
const KEPT_MS = 5_000;

/** What a check may take before it counts as failed, milliseconds. */
const CHECK_MAX_MS = 3_000;

/** What /health asks; each part of the product adds its own questions. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    if (this.checks.has(name)) throw new Error(`two health checks are called ${name}`);
    this.checks.set(name, check);
    this.last = undefined;
  }

  /** Anybody may ask, so however often they do, the checks run once in a while and one round at a time. */
  run(): Promise<Health> {
    const now = performance.now();
    if (!this.last || now - this.last.at > KEPT_MS) this.last = { at: now, answer: this.ask() };
    return this.last.answer;
  }
  private last: { readonly at: number; readonly answer: Promise<Health> } | undefined;

  private async ask(): Promise<Health> {
    const names = [...this.checks.keys()];
    const results = await Promise.all([...this.checks.values()].map(answer));
    const checks = Object.fromEntries(names.map((name, i) => [name, results[i] ?? { ok: false }]));
    return { ok: results.every((result) => result.ok), checks };
  }
}

/** A check that throws or hangs has failed; its message may hold an address or a name, so only its kind is told. */
async function answer(check: HealthCheck): Promise<HealthResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in time' }), CHECK_MAX_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
