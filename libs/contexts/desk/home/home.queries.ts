import { addDays, type CivilDate, mondayOf } from '#kernel';
import { BROUGHT_IN } from '#contexts/rent/contracts/index.js';
import type { Tx } from '#platform/database';

export interface WeekOfMoney {
  readonly week_of: CivilDate;
  readonly due_pence: number;
  readonly received_pence: number;
}

/**
 * Charges that fell due and money that came into the bank, by the week they count in. What went on to the council is
 * neither, nor is what an account held when it was registered.
 */
export async function moneyByWeek(tx: Tx, tmo_id: number, today: CivilDate, weeks: number): Promise<WeekOfMoney[]> {
  const first = addDays(mondayOf(today), -7 * (weeks - 1));
  const rows = await tx.query<WeekOfMoney>(
    `select (effective_on - (extract(isodow from effective_on)::integer - 1))::date as week_of,
        coalesce(-sum(amount_pence) filter (where account like 'due-to-council/%'), 0)::bigint as due_pence,
        coalesce(sum(amount_pence) filter (where account like 'bank/%' and amount_pence > 0 and not exists (
          select from posting o where o.tmo_id = $1 and o.account = $4 and o.position = p.position)), 0)::bigint
          as received_pence
      from posting p
      where tmo_id = $1 and effective_on between $2 and $3 and (account like 'due-to-council/%' or account like 'bank/%')
      group by 1 order by 1`,
    [tmo_id, first, today, BROUGHT_IN],
  );
  const found = new Map(rows.map((r) => [r.week_of, r]));
  return Array.from({ length: weeks }, (_, i) => {
    const week_of = addDays(first, 7 * i);
    return found.get(week_of) ?? { week_of, due_pence: 0, received_pence: 0 };
  });
}
