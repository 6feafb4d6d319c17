import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What a writer means to send: written down before it is sent, so that it outlives the writer. */
export interface Intent {
  readonly id: string;
  readonly tmo_id: number;
  readonly kind: 'pay-in' | 'take-token' | 'give-up-token';
  readonly purse_id: string;
  readonly amount_pence: number;
  readonly token: string;
}

/** What came back in the end. */
export interface Answer {
  readonly id: string;
  readonly status: 'accepted' | 'refused';
  /** Of its last event, when it was accepted. */
  readonly position?: number;
  readonly code?: string;
  readonly repeated: boolean;
}

/** What became of a command that had been answered and was sent once more. */
export interface Again {
  readonly id: string;
  readonly again: 'same' | 'different';
}

/** Something no kill explains: the test fails and shows it. */
export interface Fault {
  readonly id: string;
  readonly fault: string;
}

export interface Journal {
  readonly intents: ReadonlyMap<string, Intent>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly agains: readonly Again[];
  readonly faults: readonly Fault[];
}

export function write(file: string, line: Intent | Answer | Again | Fault): void {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** Reads what a writer wrote, also one that was killed in the middle of a line: what it had not written it had not sent. */
export function read(file: string): Journal {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const intents = new Map<string, Intent>();
  const answers = new Map<string, Answer>();
  const agains: Again[] = [];
  const faults: Fault[] = [];
  for (const text of lines) {
    const line = parse(text);
    if (!line) continue;
    if ('fault' in line) faults.push(line);
    else if ('again' in line) agains.push(line);
    else if ('status' in line) answers.set(line.id, line);
    else intents.set(line.id, line);
  }
  return { intents, answers, agains, faults };
}

function parse(text: string): Intent | Answer | Again | Fault | undefined {
  try {
    return JSON.parse(text) as Intent | Answer | Again | Fault;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
