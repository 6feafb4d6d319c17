import { addDays, type CivilDate } from '#kernel';
import type { DemoTenancy } from './estate.js';
import type { Random } from './random.js';

export interface DemoAccount extends DemoTenancy {
  readonly account_id: string;
  readonly reference: string;
}

/** A line of the week's bank statement. */
export interface DemoLine {
  readonly booked_on: CivilDate;
  /** Money in is positive. */
  readonly amount_pence: number;
  readonly payer: string;
  readonly text: string;
  /** Whose it is, as the payer would say when asked. */
  readonly account_id?: string;
}

/**
 * What reached the bank in one week, account by account, as each household is wont to pay. Days are Tuesday to Friday,
 * so that a statement made on Friday evening holds the whole week.
 */
export function paymentsOfWeek(
  accounts: readonly DemoAccount[],
  week: { readonly monday: CivilDate; readonly number: number; readonly free: boolean },
  random: Random,
): DemoLine[] {
  const lines = accounts.flatMap((account) => paymentsOf(account, week, random));
  return lines.sort((a, b) => (a.booked_on < b.booked_on ? -1 : a.booked_on > b.booked_on ? 1 : 0));
}

function paymentsOf(
  account: DemoAccount,
  week: { readonly monday: CivilDate; readonly number: number; readonly free: boolean },
  random: Random,
): DemoLine[] {
  const weekly = account.weekly_pence;
  const day = addDays(week.monday, random.between(1, 4));
  const pay = (amount_pence: number, kind: string, booked_on = day): DemoLine => ({
    booked_on,
    amount_pence,
    payer: `${account.forename.charAt(0)} ${account.surname}`.toUpperCase(),
    text: `${kind} ${account.surname.toUpperCase()} ${account.reference}`,
    account_id: account.account_id,
  });
  switch (account.habit) {
    case 'weekly':
      return week.free ? [] : [pay(weekly, 'STO')];
    case 'fortnightly':
      return week.number % 2 === 0 ? [pay(weekly * 2, 'STO')] : [];
    case 'monthly':
      return onDayOfMonth(week.monday, 3, (on) => [pay(Math.round((weekly * 50) / 12), 'DD', on)]);
    case 'universal-credit':
      return onDayOfMonth(week.monday, 20, (on) => [pay(Math.round((weekly * 52) / 12), 'UC HOUSING', on)]);
    case 'late':
      if (!random.chance(0.72)) return [];
      return [pay(Math.max(1_000, Math.round((weekly * random.between(70, 125)) / 10_000) * 100), 'FPI')];
    case 'stopped':
      return week.number < 34 ? [pay(weekly, 'STO')] : [];
    case 'without-reference':
      return week.free ? [] : [{ ...pay(weekly, 'FPI'), text: `RENT ${account.surname.toUpperCase()}` }];
    case 'nothing':
      return [];
  }
}

/** The payment of a month falls on the Tuesday to Friday that holds the day, or on the Tuesday after it. */
function onDayOfMonth(monday: CivilDate, day: number, pay: (on: CivilDate) => DemoLine[]): DemoLine[] {
  const week = [-2, -1, 0, 1, 2, 3, 4].map((n) => addDays(monday, n));
  const at = week.findIndex((d) => Number(d.slice(8)) === day);
  if (at < 0) return [];
  const on = week[Math.max(at, 3)];
  return on === undefined ? [] : pay(on);
}

/** Two people on one day, one with a digit pair swapped: what an officer sorts out in suspense. */
export function slipOfThePen(lines: readonly DemoLine[], random: Random): DemoLine[] {
  return lines.map((line) => {
    const reference = /(\d{9})$/.exec(line.text)?.[1];
    if (!reference || !random.chance(0.006)) return line;
    const swapped = `${reference.slice(0, 3)}${reference[4]}${reference[3]}${reference.slice(5)}`;
    return { ...line, text: line.text.replace(reference, swapped) };
  });
}
