// A rent context of the real one's shape, until it stands: same events, states, claims and postings, same sizes.
import { accept, addDays, refuse } from '#kernel';
import { defineClaims, defineCommand, defineContext, definePostings } from '#platform/event-store';

class Payload {}

const rentAccount = {
  kind: 'rent-account',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'rent.account-opened.v1':
        return {
          status: 'open',
          account_id: event.data.account_id,
          kind: event.data.kind,
          home_id: event.data.home_id,
          charged_from: event.data.charged_from,
          closed_on: null,
          next_week: event.data.charged_from,
          reversed_weeks: [],
          sets: [],
          opening_balance: false,
          reversed: [],
        };
      case 'rent.charges-set.v1':
        return { ...state, sets: [...state.sets, { from: event.data.from, charges: event.data.charges }] };
      case 'rent.week-charged.v1':
        return { ...state, next_week: addDays(event.data.week_of, 7) };
      default:
        return state;
    }
  },
};

const command = (type, decide) =>
  defineCommand({
    type,
    permission: 'rent.run',
    decider: rentAccount,
    payload: Payload,
    streamId: (c) => c.account_id,
    decide,
  });

export const openAccount = command('rent.open-account', (c, state) =>
  state.status === 'none'
    ? accept(
        {
          type: 'rent.account-opened.v1',
          effective_on: c.opened_on,
          data: {
            account_id: c.account_id,
            kind: 'rent',
            account_number: c.account_number,
            reference: `${c.account_number}00`,
            tenancy_id: c.tenancy_id,
            home_id: c.home_id,
            opened_on: c.opened_on,
            charged_from: c.opened_on,
          },
        },
        {
          type: 'rent.charges-set.v1',
          effective_on: c.opened_on,
          data: { account_id: c.account_id, from: c.opened_on, charges: c.charges },
        },
      )
    : refuse('account-already-open'),
);

export const chargeWeek = command('rent.charge-week', (c, state, env) => {
  if (state.status !== 'open') return refuse('account-not-found');
  if (c.week_of < state.next_week) return refuse('already-charged', { week_of: c.week_of });
  const lines = state.sets.at(-1).charges.map((l) => ({ component: l.component, amount_pence: l.weekly_pence }));
  return accept({
    type: 'rent.week-charged.v1',
    effective_on: c.week_of,
    data: {
      account_id: c.account_id,
      kind: 'rent',
      week_of: c.week_of,
      days: 7,
      free: false,
      lines,
      period: env.period(c.week_of),
    },
  });
});

const bankLine = {
  kind: 'bank-line',
  state_version: 1,
  initial: { status: 'none' },
  evolve: (_state, event) => ({ status: 'placed', account_id: event.data.account_id }),
};

export const receivePayment = defineCommand({
  type: 'rent.receive-payment',
  permission: 'rent.run',
  decider: bankLine,
  payload: Payload,
  streamId: (c) => c.line_id,
  decide: (c, state, env) =>
    state.status === 'none'
      ? accept({
          type: 'rent.payment-received.v1',
          effective_on: c.received_on,
          data: {
            line_id: c.line_id,
            account_id: c.account_id,
            amount_pence: c.amount_pence,
            period: env.period(c.received_on),
          },
        })
      : refuse('line-already-received'),
});

export const standInRent = defineContext({
  name: 'rent',
  events: ['rent.account-opened.v1', 'rent.charges-set.v1', 'rent.week-charged.v1', 'rent.payment-received.v1'],
  commands: [openAccount, chargeWeek, receivePayment],
  claims: [
    defineClaims('rent.account-opened.v1', (e) => [
      { op: 'take', kind: 'payment-reference', key: e.data.reference },
      { op: 'take', kind: 'account-of-tenancy', key: e.data.tenancy_id },
    ]),
  ],
  postings: [
    definePostings('rent.week-charged.v1', ({ data }) => [
      {
        account: `debtor/${data.account_id}`,
        fund: 'agency',
        period: data.period,
        amount_pence: data.lines.reduce((sum, l) => sum + l.amount_pence, 0),
      },
      ...data.lines.map((l) => ({
        account: `due-to-council/${l.component}`,
        fund: 'agency',
        period: data.period,
        amount_pence: -l.amount_pence,
      })),
    ]),
    definePostings('rent.payment-received.v1', ({ data }) => [
      { account: 'bank/main', fund: 'agency', period: data.period, amount_pence: data.amount_pence },
      {
        account: `debtor/${data.account_id}`,
        fund: 'agency',
        period: data.period,
        amount_pence: -data.amount_pence,
      },
    ]),
  ],
});
