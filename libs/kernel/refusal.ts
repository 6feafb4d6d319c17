/**
 * Why a command was not carried out: a stable kebab-case code and the facts a person needs to see what to do next
 * ("order-over-limit {limit_pence, order_pence}"). Facts are plain JSON and never hold personal text.
 */
export interface Refusal {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function refusal(code: string, facts: Record<string, unknown> = {}): Refusal {
  return { code, facts };
}
