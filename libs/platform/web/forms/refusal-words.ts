import type { Refusal } from '#kernel';

/** What a person reads when a command is refused: what stands in the way, and the way on. */
export interface RefusalWords {
  readonly title: string;
  readonly what_to_do: string;
  /** Where the way on begins, below the TMO: '/rent/accounts'. */
  readonly href?: string;
  /** The form field to put right, when there is one. */
  readonly field?: string;
}

type Facts = Readonly<Record<string, unknown>>;

const words = new Map<string, (facts: Facts) => RefusalWords>();

/** Gives a refusal code its words; stands beside the rule that refuses. `F` is the shape of the rule's facts. */
// Named once here, and by the caller's annotation of its facts.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function refusalWords<F extends object = Facts>(code: string, say: (facts: F) => RefusalWords): void {
  if (words.has(code)) throw new Error(`two wordings for the refusal ${code}`);
  words.set(code, (facts) => say(facts as F));
}

/** A code without words is a gap in ours, never a reason to keep the person in the dark: the code is shown. */
export function wordsFor(refusal: Refusal): RefusalWords {
  const say = words.get(refusal.code);
  if (say) return say(refusal.facts);
  const title = refusal.code.replaceAll('-', ' ');
  return {
    title: `This was refused: ${title}`,
    what_to_do: 'Nothing was changed. If you do not see why, ask your manager and name these words.',
  };
}

/** For the test that every refusal can speak. */
export function refusalCodesWithWords(): readonly string[] {
  return [...words.keys()];
}
