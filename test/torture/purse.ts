import { IsInt, IsString } from 'class-validator';
import { accept, type Decider, type DomainEvent, refuse } from '#kernel';
import { tmoTable } from '#platform/database';
import {
  type ContextDefinition,
  defineClaims,
  defineCommand,
  defineContext,
  definePostings,
  defineProcess,
  defineProjection,
  type StoredEvent,
} from '#platform/event-store';
import type { QueryRunner } from 'typeorm';

/** The n-th payment into this purse: order and completeness can be read off the events themselves. */
type PaidIn = DomainEvent<'torture.paid-in.v1', { purse_id: string; n: number; amount_pence: number; period: string }>;
type TokenTaken = DomainEvent<'torture.token-taken.v1', { token: string }>;
type TokenGivenUp = DomainEvent<'torture.token-given-up.v1', { token: string }>;
type TurnedAway = DomainEvent<'torture.turned-away.v1', { amount_pence: number }>;

interface Purse {
  readonly payments: number;
  readonly tokens: readonly string[];
}

const purse: Decider<Purse, PaidIn | TokenTaken | TokenGivenUp> = {
  kind: 'purse',
  state_version: 1,
  initial: { payments: 0, tokens: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'torture.paid-in.v1':
        return { ...state, payments: event.data.n };
      case 'torture.token-taken.v1':
        return { ...state, tokens: [...state.tokens, event.data.token] };
      case 'torture.token-given-up.v1':
        return { ...state, tokens: state.tokens.filter((t) => t !== event.data.token) };
    }
  },
};

class PayInDto {
  @IsString() purse_id: string;
  @IsInt() amount_pence: number;
}
class TokenDto {
  @IsString() purse_id: string;
  @IsString() token: string;
}

/** A hundred fits into a small purse; any other has no end. */
export const SMALL_PURSE = 'small';
export const SMALL_PURSE_HOLDS = 100;
/** Divisible by this, an amount is refused; by twice this, the refusal is proved by an event. */
export const UNLUCKY = 7;
/** From this amount on, a process answers each payment by one of a penny into the purse 'echo'. */
export const ECHOED = 900;

export const payIn = defineCommand({
  type: 'torture.pay-in',
  permission: 'rent.run',
  decider: purse,
  payload: PayInDto,
  streamId: (c) => c.purse_id,
  decide({ purse_id, amount_pence }, state, env) {
    if (purse_id === SMALL_PURSE && state.payments >= SMALL_PURSE_HOLDS) return refuse('purse-full');
    if (amount_pence % UNLUCKY === 0) {
      const proof: TurnedAway = {
        type: 'torture.turned-away.v1',
        data: { amount_pence },
        effective_on: env.today,
      };
      return refuse('unlucky-amount', { amount_pence }, amount_pence % (2 * UNLUCKY) === 0 ? [proof] : []);
    }
    const data = { purse_id, n: state.payments + 1, amount_pence, period: env.period(env.today) };
    return accept({ type: 'torture.paid-in.v1', data, effective_on: env.today } as const);
  },
});

export const takeToken = defineCommand({
  type: 'torture.take-token',
  permission: 'rent.run',
  decider: purse,
  payload: TokenDto,
  streamId: (c) => c.purse_id,
  decide: ({ token }, state, env) =>
    state.tokens.includes(token)
      ? refuse('token-held-already', { token })
      : accept({ type: 'torture.token-taken.v1', data: { token }, effective_on: env.today } as const),
});

export const giveUpToken = defineCommand({
  type: 'torture.give-up-token',
  permission: 'rent.run',
  decider: purse,
  payload: TokenDto,
  streamId: (c) => c.purse_id,
  decide: ({ token }, state, env) =>
    state.tokens.includes(token)
      ? accept({ type: 'torture.token-given-up.v1', data: { token }, effective_on: env.today } as const)
      : refuse('token-not-held', { token }),
});

class Tables1763999900000 {
  name = 'Tables1763999900000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table torture_seen (tmo_id integer not null, position bigint not null, place bigint not null,
      primary key (tmo_id, position))`);
    await tmoTable(q, 'torture_seen');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table torture_seen');
  }
}

/** Each event in the place in which the consumer came to it; a second look at one breaks the key. */
const seen = defineProjection({
  name: 'torture.seen',
  mode: 'async',
  tables: ['torture_seen'],
  events: '*',
  apply: async (tx, tmo_id, events) => {
    await tx.query(
      `insert into torture_seen (tmo_id, position, place)
        select $1, n.position, n.i + (select coalesce(max(place), 0) from torture_seen where tmo_id = $1)
        from unnest($2::bigint[]) with ordinality n(position, i)`,
      [tmo_id, events.map((e) => e.position)],
    );
  },
});

const echo = defineProcess({
  name: 'torture.echo',
  actor: 'seed',
  events: ['torture.paid-in.v1'],
  react: (event: StoredEvent) => {
    const { amount_pence } = event.data as PaidIn['data'];
    const call = { command: payIn, payload: { purse_id: 'echo', amount_pence: 1 } };
    return Promise.resolve(amount_pence >= ECHOED ? [call] : []);
  },
});

/** Purses into which money is paid and tokens of which there is one each: small rules with everything a log has to keep. */
export const tortureContext: ContextDefinition = defineContext({
  name: 'torture',
  events: [
    'torture.paid-in.v1',
    'torture.token-taken.v1',
    'torture.token-given-up.v1',
    'torture.turned-away.v1',
    'log.opened.v1',
  ],
  commands: [payIn, takeToken, giveUpToken],
  claims: [
    defineClaims<TokenTaken>('torture.token-taken.v1', (e) => [{ op: 'take', kind: 'token', key: e.data.token }]),
    defineClaims<TokenGivenUp>('torture.token-given-up.v1', (e) => [
      { op: 'release', kind: 'token', key: e.data.token },
    ]),
  ],
  postings: [
    definePostings<PaidIn>('torture.paid-in.v1', ({ data: { purse_id, amount_pence, period } }) => [
      { account: `purse/${purse_id}`, fund: 'agency', period, amount_pence },
      { account: 'all-purses', fund: 'agency', period, amount_pence: -amount_pence },
    ]),
  ],
  projections: [seen],
  processes: [echo],
  migrations: [Tables1763999900000],
});
