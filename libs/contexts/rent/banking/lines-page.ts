import { formatDate, type Pence, pence } from '#kernel';
import type { Tx } from '#platform/database';
import { actorMay, type TmoContext } from '#platform/identity';
import type { Vault } from '#platform/privacy';
import { tmoPath } from '#platform/web';
import { accountsById } from '../accounts/accounts.queries.js';
import { HELD_WORDS } from '../contracts/entry-words.js';
import type { BankLineView } from './banking.queries.js';

const STATUS: Readonly<Record<BankLineView['status'], { text: string; tag: string }>> = {
  held: { text: 'In suspense', tag: 'orange' },
  posted: { text: 'Posted', tag: 'green' },
  returned: { text: 'Taken back by the bank', tag: 'grey' },
  out: { text: 'Paid out', tag: 'blue' },
  'out-explained': { text: 'Paid out, explained', tag: 'grey' },
};

/** What is written on a bank line, for who may read it. */
export interface Written {
  readonly payer: string;
  readonly narrative: string;
}

/**
 * Opens what payers wrote on these lines, by line id. It can name people, so whoever may not read names sees that it is
 * withheld; after an erasure nobody can read it.
 */
export async function writtenOn(
  tx: Tx,
  ctx: TmoContext,
  vault: Vault,
  lines: readonly BankLineView[],
): Promise<ReadonlyMap<string, Written>> {
  const withheld = { payer: 'Withheld', narrative: '' };
  if (!actorMay(ctx.actor, 'persons.read-names')) return new Map(lines.map((l) => [l.bank_line_id, withheld]));
  const sealed = lines.flatMap((l) => [l.payer_sealed, l.narrative_sealed].filter((s) => s !== null));
  const opened = await vault.open(tx, ctx.tmo_id, sealed);
  const text = new Map(sealed.map((s, i) => [s, opened[i] ?? 'Erased']));
  return new Map(
    lines.map((l): [string, Written] => [
      l.bank_line_id,
      { payer: text.get(l.payer_sealed ?? '') ?? '', narrative: text.get(l.narrative_sealed ?? '') ?? '' },
    ]),
  );
}

/** Bank lines as rows of a table: when, who, what they wrote, how much, and where the money is. */
export async function lineRows(
  tx: Tx,
  ctx: TmoContext,
  vault: Vault,
  lines: readonly BankLineView[],
): Promise<readonly object[]> {
  const written = await writtenOn(tx, ctx, vault, lines);
  const ids = lines.flatMap((l) => l.allocations.map((a) => a.account_id));
  const accounts = await accountsById(tx, ctx.tmo_id, ids);
  return lines.map((l) => {
    const { payer, narrative } = written.get(l.bank_line_id) ?? { payer: '', narrative: '' };
    const references = l.allocations.map((a) => accounts.get(a.account_id)?.reference ?? '').join(', ');
    return {
      href: tmoPath(ctx, 'bank/lines', l.bank_line_id),
      when: formatDate(l.booked_on),
      payer: { text: payer || 'No name', hint: narrative },
      amount_pence: l.amount_pence,
      why: l.held_reason === null ? '' : HELD_WORDS[l.held_reason],
      where: l.status === 'posted' && references ? { ...STATUS.posted, hint: references } : STATUS[l.status],
    };
  });
}

export function statusWords(line: Pick<BankLineView, 'status'>): { text: string; tag: string } {
  return STATUS[line.status];
}

/** Money out is shown by its size. */
export function sizeOf(line: Pick<BankLineView, 'amount_pence'>): Pence {
  return pence(Math.abs(line.amount_pence));
}
