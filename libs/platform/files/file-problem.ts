import { MAX_PROBLEMS_LISTED } from './limits.js';

/** What is wrong with an uploaded file, where, and (in the message) what to do about it. */
export interface FileProblem {
  /** Stable, kebab-case. */
  readonly code: string;
  /** Plain English, says what to do; may quote the file's own text, so it is shown and never logged. */
  readonly message: string;
  /** The header is record 1; a line break inside quotes does not start a record. */
  readonly record?: number;
  /** Line of the file, from 1. */
  readonly line?: number;
  /** A column's name as the file has it. */
  readonly column?: string;
}

/** The first {@link MAX_PROBLEMS_LISTED} problems, and one last that says how many more there are. */
export function listProblems<P>(problems: readonly P[], more: (count: number) => P): readonly P[] {
  if (problems.length <= MAX_PROBLEMS_LISTED) return problems;
  const shown = problems.slice(0, MAX_PROBLEMS_LISTED);
  return [...shown, more(problems.length - shown.length)];
}
