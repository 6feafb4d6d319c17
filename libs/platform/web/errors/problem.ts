import type { Refusal } from '#kernel';
import type { FieldError } from '../forms/read-form.js';
import { wordsFor } from '../forms/refusal-words.js';
import type { ErrorWords } from './error-words.js';

/** RFC 9457: how the API says no. Content type `application/problem+json`. */
export interface Problem {
  /** What kind of problem; a refusal's code is part of it. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** To be named when the problem is reported. */
  readonly reference?: string;
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function refusalProblem(refusal: Refusal): Problem {
  const { title, what_to_do } = wordsFor(refusal);
  return {
    type: `urn:courtyard:refusal:${refusal.code}`,
    title,
    status: 422,
    detail: what_to_do,
    code: refusal.code,
    facts: refusal.facts,
  };
}

export function shapeProblem(errors: readonly FieldError[]): Problem {
  return {
    type: 'urn:courtyard:shape',
    title: 'The body is not what this endpoint takes',
    status: 400,
    detail: 'Nothing was changed. Each error names its field.',
    errors,
  };
}

export function errorProblem(words: ErrorWords, reference: string): Problem {
  const { status, title, what_to_do } = words;
  return { type: `urn:courtyard:error:${status}`, title, status, detail: what_to_do, reference };
}
