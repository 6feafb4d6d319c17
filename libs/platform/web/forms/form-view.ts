import type { Page } from '../page.js';
import { type Refusal } from '#kernel';
import type { FieldError } from './read-form.js';
import { type RefusalWords, wordsFor } from './refusal-words.js';
import type { Submission } from './submission.js';

/** What the first sending of a form led to, for "You already sent this". */
export interface EarlierResult {
  readonly words: string;
  readonly recorded_at: string | undefined;
  readonly position: number;
}

/** A form's second showing, as the macros read it: `form` in every template. */
export interface FormView {
  /** Something was sent: what is not among the values was left empty. */
  readonly typed: boolean;
  readonly values: Submission['values'];
  /** The first message of each field. */
  readonly errors: Readonly<Record<string, string>>;
  /** The error summary: every message, with a link to its field. */
  readonly error_list: readonly { readonly text: string; readonly href?: string }[];
  readonly refusal?: RefusalWords;
  readonly already_sent?: EarlierResult;
  readonly busy?: boolean;
}

export const EMPTY_FORM: FormView = { typed: false, values: {}, errors: {}, error_list: [] };

/** The page again with everything typed and what was wrong with it. 400. */
export function sentBack(page: Page, sent: Submission, errors: readonly FieldError[]): Page {
  return page.with({ form: formView(sent, errors) }, 400);
}

/** The page again with why the rule said no and what to do. 422. */
export function refusedPage(page: Page, sent: Submission, refusal: Refusal): Page {
  const words = wordsFor(refusal);
  const errors = words.field === undefined ? [] : [{ field: words.field, text: words.title }];
  return page.with({ form: { ...formView(sent, errors), error_list: [], refusal: words } }, 422);
}

/** The page again with what its first sending led to, ready to be sent as a new one. 409. */
export function alreadySentPage(page: Page, sent: Submission, already_sent: EarlierResult): Page {
  return page.with({ form: { ...formView(sent, []), already_sent } }, 409);
}

/** The page again because the record was busy: nothing was changed, sending again is safe. 409. */
export function busyPage(page: Page, sent: Submission): Page {
  return page.with({ form: { ...formView(sent, []), busy: true } }, 409);
}

function formView(sent: Submission, errors: readonly FieldError[]): FormView {
  const first: Record<string, string> = {};
  for (const { field, text } of errors) if (field !== undefined) first[field] ??= text;
  const error_list = errors.map(({ field, text }) => (field === undefined ? { text } : { text, href: `#${field}` }));
  return { typed: true, values: sent.values, errors: first, error_list };
}
