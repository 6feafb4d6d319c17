import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common';
import { makeReference } from '#kernel';
import { entryWords } from '#contexts/rent/contracts/entry-words.js';
import { accountsByReference, entries, type LedgerEntry } from '#contexts/rent/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import { type Page, page, tmoPath } from '#platform/web';
import type { ReturnContents } from '../return/return.events.js';
import { returnAsked, returnPath } from './made-return.js';
import { quarterTitle } from './words.js';

/** More than an account can have in a quarter and what came late to it; were there more, the lines would not add up, and say so. */
const MOST_ENTRIES = 1_000;

/** The entries behind one row of a return: what was owed at its start and everything that moved it since. */
@Controller('t/:tmo/monitoring/returns/:quarter/:version/accounts')
export class AccountEntriesController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get(':account')
  @Permit('rent.view')
  show(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
    @Param('account') number: string,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    return this.db.inTmo(ctx, async (tx) => {
      const { contents } = (await returnAsked(tx, ctx, quarter, version)).data;
      const row = contents.rows.find((r) => r.account === number);
      const reference = row && makeReference(row.account);
      const account = reference && (await accountsByReference(tx, tmo_id, [reference])).get(reference);
      if (!account) throw new NotFoundException('no such row');
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { account_id: account.account_id });
      const view = { as_at: contents.to, known_position: contents.position };
      const found = await entries(tx, tmo_id, account, { ...view, limit: MOST_ENTRIES, offset: 0 });
      const counted = found.entries.filter((e) => isCounted(e, contents));
      const told = await this.provenances.of(
        tx,
        tmo_id,
        counted.map((e) => e.event.metadata),
      );
      const accountPath = tmoPath(ctx, 'rent/accounts', account.account_id);
      const lines = counted.map((e, i) => ({
        href: `${accountPath}/entries/${e.position}`,
        words: e.effective_on < contents.from ? `${entryWords(e.event)} (prior)` : entryWords(e.event),
        occurred_on: e.effective_on,
        known_at: e.event.recorded_at,
        who: told[i]?.who,
        source: told[i]?.source,
        amount_pence: e.amount_pence,
      }));
      const opening = { words: openingWords(contents), occurred_on: contents.from, amount_pence: row.opening_pence };
      return page('monitoring/pages/account-entries', {
        title: `Account ${row.account}`,
        caption: quarterTitle(quarter),
        nav: 'monitoring',
        back: { href: returnPath(ctx, contents, 'rows'), text: 'Rows' },
        account_href: accountPath,
        row,
        lines: [...lines, opening],
      });
    });
  }
}

/** Whether the return counts an entry as a movement: in the quarter, or before it and not known to the return before. */
function isCounted(entry: LedgerEntry, { from, follows }: ReturnContents): boolean {
  return entry.effective_on >= from || (follows !== null && entry.position > follows.position);
}

function openingWords({ follows }: ReturnContents): string {
  return follows
    ? `Closing balance of the return of ${follows.quarter}, version ${follows.version}`
    : 'Owed before the quarter';
}
