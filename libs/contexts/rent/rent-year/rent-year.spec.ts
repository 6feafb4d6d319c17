import { civilDate, type DecideEnv, type RentYear } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { decideChangeFreeWeeks, type ChangeFreeWeeks } from './change-free-weeks/change-free-weeks.js';
import type { FreeWeeksChanged, RentYearSet } from './rent-year.events.js';
import { rentYearDecider, type RentYearState } from './rent-year.js';
import { decideSetRentYear, type SetRentYear } from './set-rent-year/set-rent-year.js';

const dates = (...texts: string[]) => texts.map(civilDate);
const beside =
  (...others: RentYear[]) =>
  (c: SetRentYear, s: RentYearState, e: DecideEnv) =>
    decideSetRentYear(c, s, e, { others });
const command = (more: Partial<SetRentYear> = {}): SetRentYear => ({
  year: '2026',
  starts_on: civilDate('2026-04-06'),
  weeks: 52,
  free_weeks: dates('2026-12-28', '2026-12-21'),
  ...more,
});
const yearSet: RentYearSet = {
  type: 'rent.rent-year-set.v1',
  effective_on: civilDate('2026-04-06'),
  data: {
    year: '2026',
    starts_on: civilDate('2026-04-06'),
    weeks: 52,
    free_weeks: dates('2026-12-21', '2026-12-28'),
  },
};
const longYear: RentYear = { starts_on: civilDate('2024-04-01'), weeks: 53, free_weeks: [] };

describe('setting the rent year', () => {
  it('sets the weeks from the council’s Monday and the free ones among them', () => {
    given(rentYearDecider).when(beside(), command()).then(yearSet);
  });

  it('may start on any Monday the council says', () => {
    const starts_on = civilDate('2026-03-30');
    given(rentYearDecider)
      .when(beside(), command({ starts_on, weeks: 53, free_weeks: [] }))
      .then({ ...yearSet, effective_on: starts_on, data: { year: '2026', starts_on, weeks: 53, free_weeks: [] } });
    given(rentYearDecider)
      .when(beside(), command({ starts_on: civilDate('2026-04-01') }))
      .thenRefused('rent-year-not-from-a-monday');
  });

  it('has 52 or 53 weeks', () => {
    given(rentYearDecider)
      .when(beside(), command({ weeks: 51 }))
      .thenRefused('rent-year-weeks-not-52-or-53', { weeks: 51 });
  });

  it('takes free weeks that are Mondays inside it', () => {
    given(rentYearDecider)
      .when(beside(), command({ free_weeks: dates('2026-12-22') }))
      .thenRefused('free-week-not-a-monday', { free_week: '2026-12-22' });
    given(rentYearDecider)
      .when(beside(), command({ free_weeks: dates('2027-04-05') }))
      .thenRefused('free-week-outside-rent-year');
  });

  it('follows the year before it without a gap and without an overlap', () => {
    const next = (starts_on: string) => command({ year: '2025', starts_on: civilDate(starts_on), free_weeks: [] });
    given(rentYearDecider)
      .when(beside(longYear), next('2025-04-14'))
      .thenRefused('gap-between-rent-years', { from: '2025-04-07', to: '2025-04-14' });
    given(rentYearDecider).when(beside(longYear), next('2025-03-31')).thenRefused('rent-years-overlap');
    const starts_on = civilDate('2025-04-07');
    given(rentYearDecider)
      .when(beside(longYear), next('2025-04-07'))
      .then({ ...yearSet, effective_on: starts_on, data: { year: '2025', starts_on, weeks: 52, free_weeks: [] } });
  });

  it('is set once, under its own name', () => {
    given(rentYearDecider, yearSet).when(beside(), command()).thenRefused('rent-year-already-set');
    given(rentYearDecider)
      .when(beside(), command({ year: '2027' }))
      .thenRefused('rent-year-of-another-name');
  });
});

describe('changing which weeks are free', () => {
  const after = (last_run: string | null) => (c: ChangeFreeWeeks, s: RentYearState, e: DecideEnv) =>
    decideChangeFreeWeeks(c, s, e, { last_run: last_run === null ? null : civilDate(last_run) });
  const change = (...free_weeks: string[]) => ({ year: '2026', free_weeks: dates(...free_weeks) });
  const today = anEnv({ today: '2026-11-22' });

  it('moves a free week that is still to come', () => {
    const changed: FreeWeeksChanged = {
      type: 'rent.free-weeks-changed.v1',
      effective_on: civilDate('2026-11-22'),
      data: { year: '2026', free_weeks: dates('2026-12-21', '2027-03-29') },
    };
    given(rentYearDecider, yearSet).when(after('2026-11-16'), change('2027-03-29', '2026-12-21'), today).then(changed);
  });

  it('does not touch a week the run has charged', () => {
    given(rentYearDecider, yearSet)
      .when(after('2026-12-21'), change('2026-12-28'), today)
      .thenRefused('week-already-run', { week_of: '2026-12-21', last_run: '2026-12-21' });
  });

  it('does nothing when they are so already', () => {
    given(rentYearDecider, yearSet).when(after('2026-12-28'), change('2026-12-28', '2026-12-21'), today).thenNothing();
  });

  it('needs a year, and free weeks that are Mondays in it', () => {
    given(rentYearDecider).when(after(null), change(), today).thenRefused('rent-year-not-set');
    given(rentYearDecider, yearSet)
      .when(after(null), change('2026-12-22'), today)
      .thenRefused('free-week-not-a-monday');
  });
});
