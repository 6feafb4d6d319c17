import { type Page, page, redirect, type Redirect, tmoPath } from '#platform/web';
import type { Database } from '#platform/database';
import type { TmoContext } from '#platform/identity';
import { setupProgress, type SetupProgress, type StepKey } from './progress.js';

/** The page of one step: which it is of how many, and the way back to the list. */
export function stepPage(
  ctx: TmoContext,
  { steps }: SetupProgress,
  key: StepKey,
  template: string,
  model: Record<string, unknown>,
): Page {
  const at = steps.findIndex((step) => step.key === key);
  return page(`desk/setup/${template}`, {
    title: steps[at]?.title ?? 'Set up',
    caption: `Setting up, step ${at + 1} of ${steps.length}`,
    back: { href: tmoPath(ctx, 'setup'), text: 'All steps' },
    ...model,
  });
}

/** On to the list, which says what comes next. */
export function onward(ctx: TmoContext, words: string): Redirect {
  return redirect(tmoPath(ctx, 'setup'), words);
}

export function progressOf(db: Database, ctx: TmoContext): Promise<SetupProgress> {
  return db.inTmo(ctx, (tx) => setupProgress(tx, ctx.tmo_id));
}
