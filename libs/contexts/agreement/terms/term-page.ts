import { type CivilDate, parseCivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import type { TmoContext } from '#platform/identity';
import { type Page, page, tmoPath } from '#platform/web';
import type { Term } from './terms.projection.js';
import { historyOf } from './terms.queries.js';

/** One dated term on a page: what it is called and how its values are said. */
export interface TermOnPage {
  readonly term: Term;
  readonly item: string;
  readonly title: string;
  readonly caption: string;
  /** Below 'agreement': 'functions/arrears'. */
  readonly path: string;
  readonly say: (value: string) => string;
  /** The form field that takes the value. */
  readonly field: { readonly kind: 'radios' | 'pounds'; readonly name: string; readonly label: string };
  readonly options?: readonly { readonly value: string; readonly text: string }[];
}

/**
 * The page of one term: every entry ever made, the corrected ones too, and the form for another. `correct` is the date
 * of the entry that the form is to correct.
 */
export async function termPage(tx: Tx, ctx: TmoContext, t: TermOnPage, correct?: string): Promise<Page> {
  const entries = await historyOf(tx, ctx.tmo_id, t.term, t.item);
  const asked: CivilDate | undefined = typeof correct === 'string' ? parseCivilDate(correct) : undefined;
  const correcting = entries.find((e) => e.from_on === asked && e.replaced_at === null);
  const here = tmoPath(ctx, 'agreement', t.path);
  return page('agreement/terms/term', {
    title: t.title,
    caption: t.caption,
    nav: 'agreement',
    back: { href: tmoPath(ctx, 'agreement'), text: 'The management agreement' },
    here,
    field: t.field,
    options: t.options,
    correcting,
    entries: entries.map((e) => ({
      from: e.from_on,
      words: t.say(e.value),
      corrected: e.replaced_at !== null,
      correct_href: `${here}?correct=${e.from_on}`,
    })),
  });
}
