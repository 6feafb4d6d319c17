import type { Tx } from '#platform/database';
import { defineProjection, type StoredEventOf } from '#platform/event-store';
import type { BankAccountEvent } from '../bank-account/bank-account.events.js';
import type { Allocation, BankLineEvent } from '../bank-line/bank-line.events.js';
import type { SeenLine } from '../bank-line/bank-line.js';
import type { BankStatementEvent } from '../bank-statement/bank-statement.events.js';

/** The bank accounts and the statements that were taken in of them: a few a day at most. */
export const bankAccountsProjection = defineProjection({
  name: 'rent.bank-accounts',
  mode: 'inline',
  tables: ['bank_account', 'bank_statement'],
  events: ['rent.bank-account-registered.v1', 'rent.bank-columns-mapped.v1', 'rent.statement-imported.v1'],
  async apply(tx, tmo_id, stored) {
    for (const e of stored as readonly StoredEventOf<BankAccountEvent | BankStatementEvent>[]) {
      if (e.type === 'rent.bank-account-registered.v1') {
        const { bank_account_id, name, bank_identity, opened_on, opening_balance_pence } = e.data;
        await tx.query(
          `insert into bank_account (tmo_id, bank_account_id, name, bank_identity, opened_on, opening_balance_pence)
            values ($1, $2, $3, $4, $5, $6)`,
          [tmo_id, bank_account_id, name, bank_identity, opened_on, opening_balance_pence],
        );
      } else if (e.type === 'rent.bank-columns-mapped.v1') {
        await tx.query(`update bank_account set columns = $3 where tmo_id = $1 and bank_account_id = $2`, [
          tmo_id,
          e.data.bank_account_id,
          JSON.stringify(e.data.columns),
        ]);
      } else {
        await tx.query(
          `insert into bank_statement (tmo_id, statement_id, bank_account_id, format, bank_statement_ref, sequence_number,
              from_on, to_on, opening_pence, closing_pence, lines, money_in_pence, money_out_pence, file_subject,
              file_sha256, position, recorded_at)
            select $1, statement_id, bank_account_id, format, bank_statement_ref, sequence_number, "from", "to",
              opening_pence, closing_pence, lines, money_in_pence, money_out_pence, file_subject, file_sha256, $3, $4
            from json_to_record($2::json) as r(statement_id uuid, bank_account_id uuid, format text,
              bank_statement_ref text, sequence_number text, "from" date, "to" date, opening_pence bigint,
              closing_pence bigint, lines integer, money_in_pence bigint, money_out_pence bigint, file_subject text,
              file_sha256 text)`,
          [tmo_id, JSON.stringify(e.data), e.position, e.recorded_at],
        );
      }
    }
  },
});

interface LineChange {
  readonly status: SeenLine['status'];
  readonly posted_at: number | null;
  readonly allocations: readonly Allocation[];
}

/** Every line of the bank statements, and where its money is now. */
export const bankLinesProjection = defineProjection({
  name: 'rent.bank-lines',
  mode: 'inline',
  tables: ['bank_line'],
  events: [
    'rent.payment-received.v1',
    'rent.payment-held.v1',
    'rent.money-paid-out.v1',
    'rent.payment-placed.v1',
    'rent.payment-reversed.v1',
    'rent.outgoing-explained.v1',
  ],
  async apply(tx, tmo_id, stored) {
    const lines: Record<string, unknown>[] = [];
    // The last word of the batch on each line; what came before stays in the log.
    const changes = new Map<string, LineChange>();
    for (const e of stored as readonly StoredEventOf<BankLineEvent>[]) {
      const change = changeOf(e);
      changes.set(e.data.bank_line_id, change);
      if ('identity' in e.data) {
        const { payer, narrative, amount_pence, ...line } = e.data;
        const signed = e.type === 'rent.money-paid-out.v1' ? -amount_pence : amount_pence;
        const sealed = { payer_sealed: payer, narrative_sealed: narrative };
        lines.push({
          ...line,
          ...sealed,
          held_reason: 'reason' in e.data ? e.data.reason : null,
          amount_pence: signed,
          position: e.position,
        });
      }
    }
    await insertLines(tx, tmo_id, lines);
    await tx.query(
      `update bank_line l set status = n.status, posted_at = n.posted_at, allocations = n.allocations
        from unnest($2::uuid[], $3::text[], $4::bigint[], $5::jsonb[]) n(bank_line_id, status, posted_at, allocations)
        where l.tmo_id = $1 and l.bank_line_id = n.bank_line_id`,
      [
        tmo_id,
        [...changes.keys()],
        [...changes.values()].map((c) => c.status),
        [...changes.values()].map((c) => c.posted_at),
        [...changes.values()].map((c) => JSON.stringify(c.allocations)),
      ],
    );
  },
});

function changeOf(e: StoredEventOf<BankLineEvent>): LineChange {
  switch (e.type) {
    case 'rent.payment-received.v1': {
      const { account_id, amount_pence } = e.data;
      return { status: 'posted', posted_at: e.position, allocations: [{ account_id, amount_pence }] };
    }
    case 'rent.payment-placed.v1':
      return { status: 'posted', posted_at: e.position, allocations: e.data.allocations };
    case 'rent.payment-held.v1':
      return { status: 'held', posted_at: null, allocations: [] };
    case 'rent.payment-reversed.v1':
      return { status: e.data.to === 'bank' ? 'returned' : 'held', posted_at: null, allocations: [] };
    case 'rent.money-paid-out.v1':
      return { status: 'out', posted_at: null, allocations: [] };
    case 'rent.outgoing-explained.v1':
      return { status: 'out-explained', posted_at: null, allocations: [] };
  }
}

async function insertLines(tx: Tx, tmo_id: number, lines: readonly Record<string, unknown>[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `insert into bank_line (tmo_id, bank_line_id, bank_account_id, statement_id, identity, booked_on, amount_pence,
        status, held_reason, payer_sealed, narrative_sealed, position, allocations)
      select $1, bank_line_id, bank_account_id, statement_id, identity, booked_on, amount_pence,
        'held', held_reason, payer_sealed, narrative_sealed, position, '[]'
      from jsonb_to_recordset($2::jsonb) as r(bank_line_id uuid, bank_account_id uuid, statement_id uuid, identity text,
        booked_on date, amount_pence bigint, held_reason text, payer_sealed text, narrative_sealed text, position bigint)`,
    [tmo_id, JSON.stringify(lines)],
  );
}
