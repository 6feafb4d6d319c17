import { addDays, type CivilDate, daysBetween, partWeek, pence, type Pence } from '#kernel';
import { COMPONENTS, type Component } from '../contracts/components.js';
import type { ChargeLine, WeeklyCharge } from './rent-account.events.js';
import type { ChargeSet } from './rent-account.js';

/** The days of one week, Monday to Sunday or a part of it, that an account is charged for. */
export interface ChargedDays {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly days: number;
}

/** The days of the week from this Monday that lie within the account's life; undefined when none does. */
export function chargedDays(
  week_of: CivilDate,
  charged_from: CivilDate,
  closed_on: CivilDate | null,
): ChargedDays | undefined {
  const sunday = addDays(week_of, 6);
  const from = charged_from > week_of ? charged_from : week_of;
  const to = closed_on !== null && closed_on < sunday ? closed_on : sunday;
  return from > to ? undefined : { from, to, days: daysBetween(from, to) + 1 };
}

/**
 * What these days of one week cost, by component. A part week, and each part of a week in which the charges change, is
 * charged by sevenths, rounded for each component, so that a charge and its reversal agree to the penny (rent-and-money.md
 * 1.5 and 10.1). Undefined when no charges are set for one of the days.
 */
export function chargeLines(sets: readonly ChargeSet[], days: ChargedDays): ChargeLine[] | undefined {
  const totals = new Map<Component, Pence>();
  for (let day = days.from; day <= days.to;) {
    const at = sets.findLastIndex((s) => s.from <= day);
    const set = sets[at];
    if (!set) return undefined;
    const next = sets[at + 1]?.from;
    const until = next !== undefined && next <= days.to ? addDays(next, -1) : days.to;
    addPart(totals, set.charges, daysBetween(day, until) + 1);
    day = addDays(until, 1);
  }
  return COMPONENTS.flatMap((component) => {
    const amount_pence = totals.get(component) ?? pence(0);
    return amount_pence === 0 ? [] : [{ component, amount_pence }];
  });
}

function addPart(totals: Map<Component, Pence>, charges: readonly WeeklyCharge[], days: number): void {
  for (const { component, weekly_pence } of charges)
    totals.set(component, pence((totals.get(component) ?? 0) + partWeek(weekly_pence, days)));
}

export function negated(lines: readonly ChargeLine[]): ChargeLine[] {
  return lines.map(({ component, amount_pence }) => ({ component, amount_pence: pence(-amount_pence) }));
}
