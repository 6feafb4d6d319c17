import { IsString, Matches } from 'class-validator';
import { accept, type Decider, type DomainEvent, nextPeriod, periodOf, refuse } from '#kernel';
import { defineCommand } from '#platform/event-store';

export type PeriodClosed = DomainEvent<'ledger.period-closed.v1', { period: string }>;
export type PeriodReopened = DomainEvent<'ledger.period-reopened.v1', { period: string; reason: string }>;

/** Accounting periods close in order, and only the latest closed one can be opened again. */
export interface Periods {
  readonly closed: readonly string[];
}

export const periodsDecider: Decider<Periods, PeriodClosed | PeriodReopened> = {
  kind: 'ledger-periods',
  state_version: 1,
  initial: { closed: [] },
  evolve: (state, event) =>
    event.type === 'ledger.period-closed.v1'
      ? { closed: [...state.closed, event.data.period] }
      : { closed: state.closed.slice(0, -1) },
};

export class ClosePeriodDto {
  @Matches(/^\d{4}\/\d{2}-(0[1-9]|1[0-2])$/)
  period: string;
}

export const closePeriod = defineCommand({
  type: 'ledger.close-period',
  permission: 'rent.close-period',
  decider: periodsDecider,
  payload: ClosePeriodDto,
  streamId: () => 'all',
  decide: ({ period }, { closed }, env) => {
    const last = closed.at(-1);
    if (last !== undefined && period <= last) return refuse('period-already-closed', { period });
    if (last !== undefined && period !== nextPeriod(last))
      return refuse('earlier-period-open', { period: nextPeriod(last) });
    if (period >= periodOf(env.today)) return refuse('period-not-over', { period });
    return accept({ type: 'ledger.period-closed.v1', data: { period }, effective_on: env.today });
  },
});

export class ReopenPeriodDto extends ClosePeriodDto {
  @IsString()
  reason: string;
}

export const reopenPeriod = defineCommand({
  type: 'ledger.reopen-period',
  permission: 'rent.close-period',
  decider: periodsDecider,
  payload: ReopenPeriodDto,
  streamId: () => 'all',
  decide: ({ period, reason }, { closed }, env) => {
    if (closed.at(-1) !== period) return refuse('not-the-latest-closed-period', { period, latest: closed.at(-1) });
    return accept({ type: 'ledger.period-reopened.v1', data: { period, reason }, effective_on: env.today });
  },
});
