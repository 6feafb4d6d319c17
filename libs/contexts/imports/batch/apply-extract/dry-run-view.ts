import { isDwelling } from '#contexts/homes/contracts/index.js';
import type { Submission } from '#platform/web';
import { type ExtractError, refKey, type WarningCode, WARNINGS } from '../../extract/index.js';
import type { DryRun, WhatToDo } from '../../importing/dry-run.js';

/** The most errors and, of each kind, warnings that a page spells out; the files have all of them. */
const MOST_ERRORS = 100;
const MOST_WARNINGS = 50;

/** A tick box of a form, sent or not: one value, several, or nothing. */
export function listOf(sent: Submission | undefined, name: string): readonly string[] {
  return [sent?.values[name] ?? []].flat();
}

/** The dry run as its page shows it, with what was ticked before still ticked. */
export function dryRunView(run: DryRun, sent?: Submission) {
  const { extract, counts, wrong, usable, unused_columns, as_at, digest } = run;
  const going = extract.records - wrong.length;
  return {
    usable,
    unused_columns,
    as_at,
    checked: digest,
    going,
    wrong: wrong.length,
    ...errorsView(extract.errors),
    figures: figuresOf(run),
    uncharged_voids: unchargedVoids(run),
    has_balances: run.mapping.balance !== undefined,
    kinds: kindsOf(run, sent),
    can_apply: usable && counts.homes > 0,
  };
}

/** Wrong records as rows of a table. */
export function errorsView(errors: readonly ExtractError[]) {
  return {
    error_count: errors.length,
    errors: errors.slice(0, MOST_ERRORS).map(({ record, column, value, why, what_to_do }) => ({
      // Not broken over two lines.
      record: record === 1 ? 'The header' : `Record\u00a0${record}`,
      column,
      value: value || '(blank)',
      why: why.charAt(0).toUpperCase() + why.slice(1),
      what_to_do,
    })),
    errors_shown: Math.min(errors.length, MOST_ERRORS),
  };
}

function figuresOf({ extract, counts }: DryRun) {
  const { homes, tenancies, persons } = extract;
  const dwellings = homes.filter((home) => isDwelling(home.type)).length;
  const former = tenancies.filter((t) => t.former).length;
  const leases = tenancies.filter((t) => t.tenure === 'leaseholder').length;
  const owing = extract.opening_balances.filter((b) => b.amount_pence > 0).length;
  return [
    {
      label: 'Homes',
      value: String(counts.homes),
      note: of(counts.homes - dwellings, 'garage or store', 'garages and stores'),
    },
    {
      label: 'Tenancies',
      value: String(counts.tenancies),
      note: [of(leases, 'leaseholder', 'leaseholders'), of(former, 'former', 'former')].filter(Boolean).join(', '),
    },
    { label: 'People', value: String(persons.length) },
    { label: 'Empty homes', value: String(counts.voids) },
    { label: 'Accounts', value: String(counts.accounts), note: `${owing} owe something` },
    { label: 'Balances together', pence: counts.balances_pence },
  ];
}

function of(n: number, one: string, many: string): string {
  return n === 0 ? '' : `${n} ${n === 1 ? one : many}`;
}

/** Empty homes that the extract gives no weekly charge: no void loss is counted for them until one is set. */
function unchargedVoids({ extract }: DryRun): number {
  const taken = new Set(extract.tenancies.filter((t) => !t.former).map((t) => refKey(t.property_ref)));
  const empty = extract.homes.filter((home) => !taken.has(refKey(home.property_ref)));
  return empty.filter((home) => !home.void_charges.some((c) => c.weekly_pence > 0)).length;
}

/** Warnings by their kind: each is ticked by itself or with all of its kind. */
function kindsOf({ warnings }: DryRun, sent: Submission | undefined) {
  const ticked = new Set([...listOf(sent, 'tick'), ...listOf(sent, 'tick_all')]);
  const codes = [...new Set(warnings.map((w) => w.code))];
  return codes.map((code) => {
    const mine = warnings.filter((w) => w.code === code);
    return {
      code,
      title: WARNINGS[code],
      count: mine.length,
      all: ticked.has(code),
      shown: mine.slice(0, MOST_WARNINGS).map(({ key, record, column, message }) => ({
        value: key,
        text: `Record ${record}, ${column}: ${message}`,
        checked: ticked.has(key),
      })),
    };
  });
}

/** What is still to be done, as errors of the form. */
export function toDoErrors(
  to_do: readonly WhatToDo[],
): { readonly field: string | undefined; readonly text: string }[] {
  return to_do.map((item) => {
    switch (item.kind) {
      case 'columns':
        return { field: undefined, text: 'The columns do not serve yet. Change them first' };
      case 'nothing-to-put-in':
        return { field: undefined, text: 'No record of the file is right, so there is nothing to put in' };
      case 'changed':
        return {
          field: undefined,
          text: 'The check gives something else than when this page was opened. Look it over again; what you ticked is kept',
        };
      case 'leave-out':
        return { field: 'leave_out', text: `Say that the ${item.records} wrong records are to be left out` };
      case 'tick':
        return {
          field: tickField(item.code),
          text: `Look at “${WARNINGS[item.code]}” and tick ${missing(item.missing)}`,
        };
    }
  });
}

export function tickField(code: WarningCode): string {
  return `tick-${code}`;
}

function missing(n: number): string {
  return n === 1 ? 'what is not ticked yet' : `the ${n} that are not ticked yet`;
}
